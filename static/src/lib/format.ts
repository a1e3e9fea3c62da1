/** Numbers and dates as Vietnamese write them (41.260; 30/9/2018), and in English. */
export type Lang = 'vi' | 'en';

const LOCALE: Record<Lang, string> = { vi: 'vi-VN', en: 'en-GB' };
const formatters = new Map<string, Intl.NumberFormat>();

export function formatNumber(value: number, lang: Lang, digits = 0): string {
  const key = `${lang}${digits}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: digits });
    formatters.set(key, formatter);
  }
  return formatter.format(value);
}

/** A share between 0 and 1 as a percentage; something that is not all never reads as 100 %. */
export function formatShare(share: number, lang: Lang): string {
  const percent = Math.round(share * 100);
  const shown = percent === 100 && share < 1 ? 99 : percent === 0 && share > 0 ? 1 : percent;
  return lang === 'vi' ? `${formatNumber(shown, lang)}%` : `${formatNumber(shown, lang)} %`;
}

/** How much a file holds, as file managers say it. */
export function formatBytes(bytes: number, lang: Lang): string {
  if (bytes < 1000) return `${formatNumber(bytes, lang)} B`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${formatNumber(value, lang, value < 10 ? 1 : 0)} ${unit}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A calendar date. Not through `Date`: a date has no time zone to be shifted by. */
export function formatDate(iso: string, lang: Lang): string {
  const [year, month, day] = iso.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return iso;
  return lang === 'vi' ? `${day}/${month}/${year}` : `${day} ${MONTHS[month - 1] ?? month} ${year}`;
}
