/** The page's colours as the map needs them: resolved, read from the tokens of the style sheet. */
const NAMES = [
  'reached', 'partial-a', 'partial-b', 'pending', 'overdue-a', 'overdue-b', 'not-targeted-a',
  'not-targeted-b', 'hidden', 'map-ground', 'map-line', 'map-district', 'map-label', 'label-light', 'map-halo',
  'border-line', 'ink', 'action', 'surface',
] as const;

export type Palette = Record<(typeof NAMES)[number], string>;

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Palette;
}
