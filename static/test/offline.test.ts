import { describe, expect, it } from 'vitest';
import type { CoverageRow, MatrixRow } from '../src/api/types';
import { placed } from '../src/drawing/labels';
import { fitting, path, projection, scaleBar, zoomed } from '../src/drawing/projection';
import { countsOf, matrixOf, readContents, rowsOf, shownRows, summaryOf, type Contents } from '../src/offline/contents';
import type { Status } from '../src/lib/status';

const unit = (code: string, district_code: string, border: boolean) =>
  ({ code, name: code, kind: 'xa', district_code, district: district_code, border }) as const;
const overall = (code: string, district: string, border: boolean, status: Status): CoverageRow => ({
  ...unit(code, district, border), line: null, quota: null, achieved: null, gap: null, status, late: false, share: 0.5,
  nearest_pano_km: 3.5, lines_applicable: 4, lines_reached: 2,
});
const row = (code: string, district: string, border: boolean, status: Status, quota: number | null, achieved: number): MatrixRow => ({
  ...unit(code, district, border), cells: [{ line: 'l', status, quota, achieved, late: status === 'overdue' }],
});
const contents = {
  as_of: '2018-06-15', district: null,
  summary: { communes: countsOf([]), border_communes: countsOf([]), lines_late: 3, leaflets: { target: 10, achieved: 4, undistributed: 0 } },
  coverage: {
    features: [overall('a', '1', true, 'partial'), overall('b', '1', false, 'reached'), overall('c', '2', false, 'overdue')]
      .map((properties) => ({ type: 'Feature', geometry: null, properties })),
  },
  matrix: { lines: ['l'], rows: [row('a', '1', true, 'partial', 0.3, 0.1), row('b', '1', false, 'reached', 2, 5), row('c', '2', false, 'not_targeted', null, 0)] },
  sites: { features: [{ properties: { commune_code: 'a', status: 'built' } }, { properties: { commune_code: 'c', status: 'overdue' } }] },
} as unknown as Contents;
const everything = { line: 'l', district: null, border: false, statuses: null };

describe('the contents of a file', () => {
  it('answer for one line what the matrix says, with its gap', () => {
    const rows = rowsOf(contents, 'l');
    expect(rows.map(({ status, quota, gap }) => [status, quota, gap])).toEqual(
      [['partial', 0.3, 0.2], ['reached', 2, 0], ['not_targeted', null, null]],
    );
    expect(rows[0]).toMatchObject({ line: 'l', nearest_pano_km: 3.5, lines_reached: null });
  });
  it('answer overall what coverage says', () => {
    expect(rowsOf(contents, null).map(({ status }) => status)).toEqual(['partial', 'reached', 'overdue']);
  });
  it('are narrowed as on the map page', () => {
    const shown = (patch: object): string[] => shownRows(rowsOf(contents, 'l'), { ...everything, ...patch }).map(({ code }) => code);
    expect(shown({ district: '1' })).toEqual(['a', 'b']);
    expect(shown({ border: true })).toEqual(['a']);
    expect(shown({ statuses: ['reached', 'not_targeted'] })).toEqual(['b', 'c']);
  });
  it('count by status, of the district that is looked at', () => {
    const summary = summaryOf(contents, rowsOf(contents, 'l'), { ...everything, district: '1' });
    expect(summary.communes).toEqual({ total: 2, by_status: { reached: 1, partial: 1, pending: 0, overdue: 0, not_targeted: 0 } });
    expect(summary.border_communes.total).toBe(1);
    expect(summary.panos).toEqual({ total: 1, built: 1, planned: 0, overdue: 0 });
    expect(summary.lines_late).toBe(3);
  });
  it('have a matrix of the border communes, or of all', () => {
    expect(matrixOf(contents, 'border', null).rows.map(({ code }) => code)).toEqual(['a']);
    expect(matrixOf(contents, 'all', '2').rows.map(({ code }) => code)).toEqual(['c']);
  });
  it('are read from what cannot end the element that it stands in', () => {
    expect(readContents('{"lang":"vi","x":"\\u003c/script>"}')).toEqual({ lang: 'vi', x: '</script>' });
  });
});

describe('the drawing', () => {
  const flat = projection([102, 22, 104, 23]);
  it('is in kilometres, north up', () => {
    expect(flat.height).toBeCloseTo(111.32, 2);
    expect(flat.width).toBeCloseTo(2 * 111.32 * Math.cos((22.5 * Math.PI) / 180), 2);
    expect(flat.place(102, 23)).toEqual({ x: 0, y: 0 });
    expect(path({ type: 'LineString', coordinates: [[102, 23], [102, 22]] }, flat)).toBe('M0 0L0 111.32');
    expect(path({ type: 'Point', coordinates: [102, 23] }, flat)).toBe('');
  });
  it('fits into the room that is free, no larger than wanted', () => {
    const room = { width: 300, height: 200, free: { left: 100, top: 0, right: 0, bottom: 0 } };
    const frame = fitting({ x: 0, y: 0 }, { x: 100, y: 50 }, room);
    expect(frame).toEqual({ scale: 2, left: 100, top: 50 });
    expect(fitting({ x: 0, y: 0 }, { x: 100, y: 50 }, room, 1).scale).toBe(1);
  });
  it('is zoomed around a point that stays where it is', () => {
    const at = { x: 50, y: 40 };
    const frame = zoomed({ scale: 2, left: 10, top: 0 }, 2, at, 2);
    expect(frame.scale).toBe(4);
    expect((at.x - frame.left) / frame.scale).toBeCloseTo((50 - 10) / 2);
    expect(zoomed(frame, 0.01, at, 2).scale).toBe(2);
  });
  it('has a scale bar of a round length', () => {
    expect(scaleBar(4.6, 110)).toEqual({ km: 20, width: 92 });
    expect(scaleBar(200, 110).km).toBe(0.5);
  });
  it('writes no name over another or over a sign', () => {
    const label = (key: string, x: number, rank: number) => ({ key, text: 'xxxx', x, y: 50, rank, size: 10 });
    const within = { width: 300, height: 100 };
    const names = placed([label('late', 60, 2), label('first', 50, 1), label('far', 200, 3), label('out', 900, 0)], (text) => text.length / 2, within);
    expect(names.map(({ key }) => key)).toEqual(['first', 'far']);
    expect(placed([label('a', 50, 1)], () => 2, within, [{ left: 40, right: 60, top: 40, bottom: 60 }])).toEqual([]);
  });
});
