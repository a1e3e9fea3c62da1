/** Which of the chosen places a line is not about. */
import type { PlanLine } from '../api/types';
import { placeOf, type Names } from '../form/places';
import { data } from '../state/data.svelte';
import { inScope, type DraftShare } from './draft';

const RAW: Names = { commune: ({ name }) => name, district: ({ name }) => name, site: ({ name_vi }) => name_vi, province: '' };

export function outside(line: PlanLine, shares: readonly DraftShare[]): string[] {
  const all = {
    communes: data.communes?.features.map(({ properties }) => properties) ?? [],
    districts: data.districts?.features.map(({ properties }) => properties) ?? [],
    sites: data.sites?.features.map(({ properties }) => properties) ?? [],
  };
  return shares
    .map(({ unit }) => unit)
    .filter((unit): unit is string => unit !== null)
    .filter((unit) => {
      const place = placeOf(unit, all, RAW);
      return place !== null && inScope(line, place) === false;
    });
}
