/**
 * Search that ignores what people leave out: case, diacritics, `đ`, hyphens, the kind prefix
 * and the choice between `i` and `y`.
 */
const PREFIX = /^(xa|x|thi tran|tt|phuong|p|huyen|h|thanh pho|tp)\.? +/;

export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[-–_.,]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Folded further, for comparing names only: without prefix, `y` as `i`. */
export function foldName(text: string): string {
  return fold(text).replace(PREFIX, '').replace(/y/g, 'i');
}

/** 0 exact, 1 starts with, 2 a word starts with, 3 contains; null when it does not match. */
export function rank(query: string, names: readonly string[]): number | null {
  const wanted = foldName(query);
  if (wanted === '') return null;
  let best: number | null = null;
  for (const name of names) {
    const folded = foldName(name);
    const at = folded.indexOf(wanted);
    if (at < 0) continue;
    const here = folded === wanted ? 0 : at === 0 ? 1 : folded[at - 1] === ' ' ? 2 : 3;
    if (best === null || here < best) best = here;
  }
  return best;
}
