import { describe, expect, it } from 'vitest';
import type { Communes, CommuneProperties, CoverageRow } from '../src/api/types';
import { gapList, missing } from '../src/lib/gaps';
import { drawnCounts } from '../src/map/drawn';
import { drawnCommunes, extent } from '../src/map/features';
import { districtLines } from '../src/map/mesh';
import { find } from '../src/search/find';

const unit = (code: string, district_code: string, name = code): CommuneProperties => ({
  code, name, kind: 'xa', district_code, district: district_code, border: false, area_km2: 1,
});
/** Unit squares in a row: a and b in one district, c in another. */
const square = (x: number): number[][] => [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]];
const communes: Communes = {
  type: 'FeatureCollection',
  features: (['a', 'b', 'c'] as const).map((code, x) => ({
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [square(x)] },
    properties: unit(code, code === 'c' ? '2' : '1'),
  })),
};
const row = (code: string, patch: Partial<CoverageRow> = {}): CoverageRow => ({
  ...unit(code, '1'), line: 'l', quota: 10, achieved: 0, gap: 10, status: 'overdue', late: true, share: 0,
  nearest_pano_km: null, ...patch,
});

describe('district lines', () => {
  it('are the edges between communes of different districts', () => {
    expect(districtLines(communes).between.coordinates).toEqual([[[2, 0], [2, 1]]]);
  });
  it('leave one closed line outside', () => {
    const { outside } = districtLines(communes);
    const points = outside.coordinates.flat().length;
    expect(points - outside.coordinates.length).toBe(8);
  });
});

describe('what is drawn', () => {
  it('greys out what the filters leave out and skips what has no geometry', () => {
    const without: Communes = {
      ...communes,
      features: [...communes.features, { type: 'Feature', geometry: null, properties: unit('d', '2') }],
    };
    const drawn = drawnCommunes(without, [row('a', { status: 'partial' })]);
    expect(drawn.features.map((feature) => feature.properties.status)).toEqual(['partial', 'hidden', 'hidden']);
  });
  it('counts a commune in several tiles once', () => {
    const pieces = ['a', 'a', 'b', 'c'].map((code) => ({
      properties: { code, status: code === 'c' ? 'hidden' : 'reached' },
    }));
    expect(drawnCounts(pieces)).toBe('reached:2 partial:0 pending:0 overdue:0 not_targeted:0');
  });
  it('knows its extent', () => {
    expect(extent(communes)).toEqual([0, 0, 3, 1]);
    expect(extent(communes, new Set(['b']))).toEqual([1, 0, 2, 1]);
    expect(extent(communes, new Set())).toBeNull();
  });
});

describe('the gap list', () => {
  it('has border communes first, then late ones, then the larger gap', () => {
    const rows = [
      row('5', { status: 'reached', gap: 0 }),
      row('4', { late: false, status: 'pending', gap: 99 }),
      row('3', { gap: 5 }),
      row('2', { gap: 7 }),
      row('1', { border: true, late: false, gap: 1 }),
      row('6', { status: 'not_targeted', gap: null }),
    ];
    expect(gapList(rows).map(({ code }) => code)).toEqual(['1', '2', '3', '4']);
  });
  it('counts lines where there is no single line', () => {
    expect(missing(row('1', { line: null, gap: null, lines_applicable: 7, lines_reached: 3 }))).toBe(4);
  });
});

describe('search', () => {
  const places = [
    { ...unit('03571', '109', 'Dào San'), aliases: 'Đào San' },
    unit('03478', '108', 'Sìn Hồ'),
    unit('03550', '109', 'Sì Lở Lầu'),
  ];
  const districts = [
    { code: '108', name: 'Sìn Hồ', kind: 'huyen' as const, communes: 22, border_communes: 1, lon: 0, lat: 0 },
  ];
  it('finds names and other spellings without diacritics', () => {
    expect(find('dao san', places, districts)[0]?.unit.code).toBe('03571');
    expect(find('si lo', places, districts)[0]?.unit.code).toBe('03550');
    expect(find('03550', places, districts)[0]?.unit.code).toBe('03550');
    expect(find('zz', places, districts)).toEqual([]);
  });
  it('names the district before the commune of the same name', () => {
    expect(find('sin ho', places, districts).map((hit) => hit.type)).toEqual(['district', 'commune']);
  });
});
