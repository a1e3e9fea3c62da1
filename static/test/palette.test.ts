/** Any two statuses differ by ΔE (CIEDE2000) ≥ 10 for every kind of colour vision. */
import { readFileSync } from 'node:fs';
import {
  average, differenceCiede2000, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit,
  parse, wcagContrast, type Color,
} from 'culori';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');

function tokens(selector: string): Map<string, string> {
  const block = css.split(`${selector} {`)[1]?.split('}')[0] ?? '';
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}
const theme = tokens(':root');

function colour(theme: Map<string, string>, name: string): Color {
  const found = parse(theme.get(name) ?? '');
  if (!found) throw new Error(`no colour --${name}`);
  return found;
}
/** What the eye mixes of a pattern: its two colours in the proportion they cover. */
const mix = (a: Color, b: Color, n: number, m: number): Color =>
  average([a, ...Array<Color>(n - 1).fill(a), ...Array<Color>(m).fill(b)], 'rgb');

function statuses(theme: Map<string, string>): [string, Color][] {
  const c = (name: string): Color => colour(theme, name);
  return [
    ['reached', c('reached')],
    ['partial', mix(c('partial-a'), c('partial-b'), 1, 1)],
    ['pending', c('pending')],
    ['overdue', mix(c('overdue-a'), c('overdue-b'), 2, 1)],
    ['not targeted', mix(c('not-targeted-a'), c('not-targeted-b'), 9, 1)],
  ];
}
const VISION: Record<string, (c: Color) => Color | undefined> = {
  normal: (c) => c,
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
};

describe('the palette', () => {
  describe.each(Object.entries(VISION))('%s', (_vision, see) => {
    const all = statuses(theme);
    const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));
    it.each(pairs.map(([a, b]) => [a[0], b[0], a[1], b[1]] as const))('%s and %s', (_a, _b, a, b) => {
      const [x, y] = [see(a), see(b)];
      if (!x || !y) throw new Error('colour outside the simulation');
      expect(differenceCiede2000()(x, y)).toBeGreaterThanOrEqual(10);
    });
  });
  it('has text of enough contrast', () => {
    const on = (text: string, ground: string): number =>
      wcagContrast(colour(theme, text), colour(theme, ground));
    for (const ground of ['paper', 'surface']) {
      for (const text of ['ink', 'muted', 'action', 'alert', 'border-line']) {
        expect([text, ground, on(text, ground) >= 4.5]).toEqual([text, ground, true]);
      }
    }
    expect(on('on-action', 'action')).toBeGreaterThanOrEqual(4.5);
    expect(on('sample', 'sample-ground')).toBeGreaterThanOrEqual(4.5);
    expect(on('alert', 'alert-ground')).toBeGreaterThanOrEqual(4.5);
    expect(on('label-light', 'reached')).toBeGreaterThanOrEqual(4.5);
  });
});
