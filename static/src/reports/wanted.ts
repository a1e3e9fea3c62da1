/** Which report is wanted: what the address holds after `#/reports`. Pure. */
import type { Period, Wanted } from '../api/reports';
import { isDate } from '../lib/days';
import type { Lang } from '../lib/format';

/** The newest period that is over, or the first. */
export function usualPeriod(periods: readonly Period[]): string {
  const over = periods.filter((period) => period.over);
  return (over.at(-1) ?? periods[0])?.id ?? '';
}

export function readWanted(query: Record<string, string>, periods: readonly Period[], lang: Lang): Wanted {
  const { period = '', district = '', known_at = '', lang: asked } = query;
  return {
    period: periods.some(({ id, over }) => over && id === period) ? period : usualPeriod(periods),
    district: /^\d+$/.test(district) ? district : null,
    lang: asked === 'vi' || asked === 'en' ? asked : lang,
    knownAt: isDate(known_at) ? known_at : null,
  };
}
