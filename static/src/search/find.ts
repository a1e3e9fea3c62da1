/** Places by what people type: communes with their other spellings, and districts. Pure. */
import type { CommuneProperties, DistrictProperties } from '../api/types';
import { fold, rank } from '../lib/fold';

export type Hit =
  | { type: 'commune'; unit: CommuneProperties; alias: string | null }
  | { type: 'district'; unit: DistrictProperties };

const LIMIT = 8;

function split(aliases: string | null | undefined): string[] {
  return (aliases ?? '').split(/[;|]/).map((alias) => alias.trim()).filter(Boolean);
}

export function find(
  query: string,
  communes: readonly CommuneProperties[],
  districts: readonly DistrictProperties[],
): Hit[] {
  const hits: { hit: Hit; rank: number; name: string }[] = [];
  for (const unit of districts) {
    const at = rank(query, [unit.name]);
    if (at !== null) hits.push({ hit: { type: 'district', unit }, rank: at - 0.5, name: unit.name });
  }
  for (const unit of communes) {
    const aliases = split(unit.aliases);
    const byName = rank(query, [unit.name]);
    const byAlias = rank(query, aliases);
    const byCode = unit.code === query.trim() ? 0 : null;
    const best = Math.min(byCode ?? 9, byName ?? 9, byAlias ?? 9);
    if (best === 9) continue;
    const alias = byName === null ? (aliases.find((name) => rank(query, [name]) !== null) ?? null) : null;
    hits.push({ hit: { type: 'commune', unit, alias }, rank: best, name: unit.name });
  }
  // A word typed with its marks prefers the name that has the same marks.
  const marked = query.trim().normalize('NFC').toLocaleLowerCase('vi');
  const exact = (name: string): number =>
    marked !== fold(marked) && name.normalize('NFC').toLocaleLowerCase('vi').includes(marked) ? 0 : 1;
  return hits
    .sort((a, b) => exact(a.name) - exact(b.name) || a.rank - b.rank || a.name.localeCompare(b.name, 'vi'))
    .slice(0, LIMIT)
    .map(({ hit }) => hit);
}
