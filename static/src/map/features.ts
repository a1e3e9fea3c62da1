/** What the map's sources hold, made from the server's answers. Pure. */
import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import type { Communes, CoverageRow, Districts } from '../api/types';
import type { Status } from '../lib/status';

export interface DrawnProperties {
  code: string;
  border: boolean;
  /** `hidden` is a commune the filters leave out: drawn grey, without a pattern. */
  status: Status | 'hidden';
  late: boolean;
}

/** The polygons with their status. A commune without geometry is not drawn; the panel says so. */
export function drawnCommunes(
  communes: Communes,
  rows: readonly CoverageRow[],
): FeatureCollection<Geometry, DrawnProperties> {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const features: Feature<Geometry, DrawnProperties>[] = [];
  for (const { geometry, properties } of communes.features) {
    if (!geometry) continue;
    const row = byCode.get(properties.code);
    features.push({
      type: 'Feature',
      geometry,
      properties: {
        code: properties.code,
        border: properties.border,
        status: row?.status ?? 'hidden',
        late: row?.late ?? false,
      },
    });
  }
  return { type: 'FeatureCollection', features };
}

export interface LabelProperties {
  name: string;
  rank: number;
  /** Light letters on the dark fill of a commune that is reached. */
  light: boolean;
}

/** Names as the map writes them in both languages: towns and wards carry the Vietnamese prefix. */
const PREFIX = { xa: '', thi_tran: 'TT. ', phuong: 'P. ' } as const;

export function communeLabels(
  communes: Communes,
  rows: readonly CoverageRow[],
): FeatureCollection<Point, LabelProperties> {
  const reached = new Set(rows.filter((row) => row.status === 'reached').map((row) => row.code));
  const features: Feature<Point, LabelProperties>[] = [];
  for (const { properties } of communes.features) {
    const { code, kind, lon, lat, name, border, area_km2 } = properties;
    if (typeof lon !== 'number' || typeof lat !== 'number') continue;
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      // Smaller ranks are placed first: border communes, then the larger ones.
      properties: {
        name: PREFIX[kind] + name.normalize('NFC'),
        rank: (border ? 0 : 1000) - (area_km2 ?? 0) / 1000,
        light: reached.has(code),
      },
    });
  }
  return { type: 'FeatureCollection', features };
}

export function districtLabels(districts: Districts): FeatureCollection<Point, { name: string }> {
  return {
    type: 'FeatureCollection',
    features: districts.features.map(({ properties }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [properties.lon, properties.lat] },
      // Not in capitals: MapLibre draws a glyph of exactly a certain height (such as Ồ) too low.
      properties: { name: properties.name.normalize('NFC') },
    })),
  };
}

/** west, south, east, north of everything that has a geometry. */
export function extent(communes: Communes, codes?: ReadonlySet<string>): [number, number, number, number] | null {
  let box: [number, number, number, number] | null = null;
  for (const { geometry, properties } of communes.features) {
    if (!geometry || (codes && !codes.has(properties.code))) continue;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const [lon, lat] of polygons.flat(2)) {
      if (lon === undefined || lat === undefined) continue;
      box = box
        ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
        : [lon, lat, lon, lat];
    }
  }
  return box;
}
