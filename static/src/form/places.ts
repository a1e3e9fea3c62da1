/** The places a record may name, found by what people type. Pure. */
import type { CommuneProperties, DistrictProperties, Level, PanoProperties } from '../api/types';
import { find } from '../search/find';
import { fold, rank } from '../lib/fold';

export const PROVINCE = '12';

export interface Place {
  code: string;
  level: Level;
  name: string;
  /** The district it belongs to; the province's own code for what is of the whole province. */
  district: string;
  districtName: string | null;
  border: boolean;
  alias: string | null;
}
export interface Gazetteer {
  communes: readonly CommuneProperties[];
  districts: readonly DistrictProperties[];
  sites: readonly PanoProperties[];
}
/** How names are shown in the current language. */
export interface Names {
  commune: (unit: CommuneProperties) => string;
  district: (unit: DistrictProperties) => string;
  site: (site: PanoProperties) => string;
  province: string;
}

const ofCommune = (unit: CommuneProperties, names: Names, alias: string | null = null): Place => ({
  code: unit.code, level: 'commune', name: names.commune(unit), district: unit.district_code,
  districtName: unit.district, border: unit.border, alias,
});
const ofDistrict = (unit: DistrictProperties, names: Names): Place => ({
  code: unit.code, level: 'district', name: names.district(unit), district: unit.code, districtName: null,
  border: false, alias: null,
});
const ofProvince = (names: Names): Place => ({
  code: PROVINCE, level: 'province', name: names.province, district: PROVINCE, districtName: null, border: false, alias: null,
});
function ofSite(site: PanoProperties, { communes }: Gazetteer, names: Names): Place {
  const commune = communes.find(({ code }) => code === site.commune_code);
  return {
    code: site.slug, level: 'site', name: names.site(site), district: commune?.district_code ?? '',
    districtName: commune?.district ?? null, border: commune?.border ?? false, alias: null,
  };
}

export function placeOf(code: string, all: Gazetteer, names: Names): Place | null {
  if (code === PROVINCE) return ofProvince(names);
  const commune = all.communes.find((unit) => unit.code === code);
  if (commune) return ofCommune(commune, names);
  const district = all.districts.find((unit) => unit.code === code);
  if (district) return ofDistrict(district, names);
  const site = all.sites.find(({ slug }) => slug === code);
  return site ? ofSite(site, all, names) : null;
}

/** For an empty field, the larger places first; otherwise what matches. Sites only where panos are recorded. */
export function findPlaces(query: string, level: Level | null, all: Gazetteer, names: Names): Place[] {
  const trimmed = query.trim();
  if (level === 'site') {
    return all.sites
      .filter((site) => trimmed === '' || rank(trimmed, [site.name_vi, site.name_en, names.site(site)]) !== null || site.slug === trimmed)
      .map((site) => ofSite(site, all, names));
  }
  if (trimmed === '') {
    const districts = all.districts.map((unit) => ofDistrict(unit, names));
    return level === 'district' ? [...districts, ofProvince(names)] : [ofProvince(names), ...districts];
  }
  const hits = find(trimmed, all.communes, all.districts).map((hit) =>
    hit.type === 'commune' ? ofCommune(hit.unit, names, hit.alias) : ofDistrict(hit.unit, names),
  );
  const whole = fold(names.province).includes(fold(trimmed)) || trimmed === PROVINCE;
  return whole ? [ofProvince(names), ...hits] : hits;
}
