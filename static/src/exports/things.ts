/** What can be taken away, what narrows each of them, and the address of the file. Pure. */
import { url, type Query } from '../api/http';
import type { Key } from '../i18n/index.svelte';
import type { Lang } from '../lib/format';
import type { View } from '../state/url';

/** What on the page narrows a file. */
export const FILTERS = ['line', 'year', 'as_of', 'district', 'border', 'status'] as const;
export type FilterName = (typeof FILTERS)[number];

export type ThingId =
  | 'coverage' | 'border-communes' | 'communes' | 'districts' | 'pano-sites' | 'activities' | 'map' | 'offline';

export interface Thing {
  id: ThingId;
  label: Key;
  about: Key;
  kind: 'collection' | 'picture' | 'offline';
  /** By the page's name, the parameter that it is here. */
  narrowed: Partial<Record<FilterName, string>>;
}

const VIEW = { line: 'line', year: 'year', as_of: 'as_of', district: 'district' } as const;

export const THINGS: readonly Thing[] = [
  {
    id: 'coverage', label: 'exports.coverage', about: 'exports.coverageAbout', kind: 'collection',
    narrowed: { ...VIEW, border: 'border', status: 'status' },
  },
  {
    id: 'border-communes', label: 'exports.borderCommunes', about: 'exports.borderCommunesAbout', kind: 'collection',
    narrowed: { district: 'district' },
  },
  {
    id: 'communes', label: 'exports.communes', about: 'exports.communesAbout', kind: 'collection',
    narrowed: { district: 'district', border: 'border' },
  },
  { id: 'districts', label: 'exports.districts', about: 'exports.districtsAbout', kind: 'collection', narrowed: { district: 'code' } },
  {
    id: 'pano-sites', label: 'exports.panos', about: 'exports.panosAbout', kind: 'collection',
    narrowed: { as_of: 'as_of', district: 'district' },
  },
  {
    id: 'activities', label: 'exports.activities', about: 'exports.activitiesAbout', kind: 'collection',
    narrowed: { line: 'plan_line', as_of: 'as_of', district: 'district' },
  },
  { id: 'map', label: 'exports.map', about: 'exports.mapAbout', kind: 'picture', narrowed: VIEW },
  {
    id: 'offline', label: 'exports.offline', about: 'exports.offlineAbout', kind: 'offline',
    narrowed: { as_of: 'as_of', district: 'district' },
  },
];

/** What the page's own filters are, as parameters. */
export function filtersOf(view: View): Record<FilterName, string | null> {
  return {
    line: view.line,
    year: view.line === null && view.year !== null ? String(view.year) : null,
    as_of: view.asOf,
    district: view.district,
    border: view.border ? 'true' : null,
    status: view.statuses?.join(',') ?? null,
  };
}

/** The filters in force for a thing, in the order in which they are told. */
export function inForce(thing: Thing, view: View, without: readonly FilterName[]): FilterName[] {
  const given = filtersOf(view);
  return FILTERS.filter((name) => thing.narrowed[name] !== undefined && given[name] !== null && !without.includes(name));
}

/** Sizes of the picture, and how fine it is. */
export const SIZES = ['a4', 'a3', 'slide', 'social'] as const;
export type Size = (typeof SIZES)[number];
export const DPIS = [150, 300] as const;
const PREVIEW_DPI = 72;

export interface Choice {
  thing: Thing;
  /** Of the table of formats; for a picture `png` or `svg`. */
  format: { id: string; extension: string; any_crs: boolean; in_a_language: boolean } | null;
  crs: string | null;
  lang: Lang;
  size: Size;
  dpi: number;
  without: readonly FilterName[];
}

export const PICTURES = [
  { id: 'png', extension: 'png', any_crs: false, in_a_language: true },
  { id: 'svg', extension: 'svg', any_crs: false, in_a_language: true },
] as const;

function narrowed(thing: Thing, view: View, without: readonly FilterName[]): Query {
  const given = filtersOf(view);
  return Object.fromEntries(inForce(thing, view, without).map((name) => [thing.narrowed[name], given[name]]));
}

/** The picture as it is to look, small enough to be looked at. */
export function previewOf({ thing, lang, size, without }: Choice, view: View): string {
  const query = narrowed(thing, view, without);
  return url('/map.png', { ...query, size, dpi: PREVIEW_DPI, lang });
}

/** Where the file is; null while it is not known in which formats it comes. */
export function address({ thing, format, crs, lang, size, dpi, without }: Choice, view: View): string | null {
  const query = narrowed(thing, view, without);
  if (thing.kind === 'offline') return url('/api/offline.html', { ...query, lang, download: true });
  if (format === null) return null;
  if (thing.kind === 'picture') {
    const fine = format.id === 'png' && size !== 'social' ? { dpi } : {};
    return url(`/map.${format.extension}`, { ...query, size, ...fine, lang, download: true });
  }
  return url(`/data/${thing.id}.${format.extension}`, {
    ...query,
    crs: format.any_crs ? crs : null,
    lang: format.in_a_language ? lang : null,
    download: true,
  });
}
