/** What a new record begins with when it comes from the map. */
import { PROVINCE } from '../form/places';
import { data } from '../state/data.svelte';
import { session } from '../state/session.svelte';

const lineOf = (id: string) => data.plan?.lines.find((line) => line.id === id);

/** The commune itself; for a pano the site that stands in it; for a paper or a report its district; the province for what is its own. */
export function firstUnit(line: string, commune: string | null): string | null {
  const unit = data.communes?.features.find(({ properties }) => properties.code === commune)?.properties;
  if (!unit) return null;
  const plan = lineOf(line);
  if (plan?.level === 'site') {
    const sites = data.sites?.features.map(({ properties }) => properties) ?? [];
    const here = sites.filter(({ commune_code, year }) => commune_code === unit.code && year === plan.year);
    return here[0]?.slug ?? null;
  }
  if (plan?.level === 'province' && session.mayUse(PROVINCE)) return PROVINCE;
  return plan?.kind === 'document' || plan?.kind === 'report' ? unit.district_code : unit.code;
}

/** One meeting is one; leaflets have to be counted. */
export const firstQuantity = (line: string): number | null => (lineOf(line)?.measure === 'count' ? 1 : null);
