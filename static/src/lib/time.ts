/** Moments (RFC 3339) as people in Lai Châu read them. */
import { language } from '../i18n/index.svelte';

const ZONE = 'Asia/Ho_Chi_Minh';
const formatters = new Map<string, Intl.DateTimeFormat>();

/** 15/3/2018 14:05, or 15 Mar 2018, 14:05. */
export function moment(at: string | null): string {
  if (at === null) return '–';
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return at;
  const lang = language.current;
  let formatter = formatters.get(lang);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', {
      timeZone: ZONE, day: 'numeric', month: lang === 'vi' ? 'numeric' : 'short', year: 'numeric',
      hour: '2-digit', minute: '2-digit', hour12: false,
    });
    formatters.set(lang, formatter);
  }
  if (lang === 'en') return formatter.format(when);
  const part = Object.fromEntries(formatter.formatToParts(when).map(({ type, value }) => [type, value]));
  return `${part['day']}/${part['month']}/${part['year']} ${part['hour']}:${part['minute']}`;
}
