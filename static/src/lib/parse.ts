/** Dates and numbers as people type them. Pure. */
import { isDate } from './days';
import type { Lang } from './format';

/** `15/3/2018`, `15-03-2018`, `15.3.2018` or `2018-03-15` as an ISO day; null for anything else. */
export function parseDate(text: string): string | null {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return isDate(trimmed) ? trimmed : null;
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(trimmed);
  if (!match) return null;
  const [, day = '', month = '', year = ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(iso) ? iso : null;
}

/** A day as it is typed and shown in a field, in both languages: 15/3/2018. */
export function typedDate(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  return isDate(iso) ? `${day}/${month}/${year}` : iso;
}

/**
 * `41.260` and `1,5` in Vietnamese, `41,260` and `1.5` in English; spaces group in both. A grouping
 * sign that does not stand before three figures is an error, not a guess.
 */
export function parseNumber(text: string, lang: Lang): number | null {
  const [group, point] = lang === 'vi' ? ['.', ','] : [',', '.'];
  const compact = text.trim().replace(/[\s\u00a0\u202f]/g, '');
  const [whole = '', fraction, ...more] = compact.split(point as string);
  if (more.length > 0) return null;
  const groups = whole.split(group as string);
  if (groups.length > 1 && !groups.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part))) return null;
  const digits = groups.join('');
  if (!/^\d+$/.test(digits) || (fraction !== undefined && !/^\d+$/.test(fraction))) return null;
  const value = Number(fraction === undefined ? digits : `${digits}.${fraction}`);
  return Number.isFinite(value) ? value : null;
}
