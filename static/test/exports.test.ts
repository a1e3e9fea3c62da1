import { describe, expect, it } from 'vitest';
import { sizeTold } from '../src/api/size';
import { address, inForce, PICTURES, previewOf, THINGS, type Choice, type ThingId } from '../src/exports/things';
import { formatBytes } from '../src/lib/format';
import { readWanted, usualPeriod } from '../src/reports/wanted';
import { EMPTY, type View } from '../src/state/url';

const thing = (id: ThingId) => {
  const found = THINGS.find((candidate) => candidate.id === id);
  if (!found) throw new Error(id);
  return found;
};
const view: View = {
  ...EMPTY, line: '2018-leaflets', year: 2018, asOf: '2018-06-15', district: '109', border: true, statuses: ['partial', 'overdue'],
};
const csv = { id: 'csv', extension: 'csv', any_crs: true, in_a_language: true };
const json = { id: 'json', extension: 'geojson', any_crs: false, in_a_language: false };
const choice = (id: ThingId, patch: Partial<Choice> = {}): Choice => ({
  thing: thing(id), format: csv, crs: null, lang: 'vi', size: 'a4', dpi: 150, without: [], ...patch,
});

describe('the address of a file', () => {
  it('asks for exactly what is shown', () => {
    expect(address(choice('coverage', { format: json, crs: 'urn:x', lang: 'en' }), view)).toBe(
      '/data/coverage.geojson?line=2018-leaflets&as_of=2018-06-15&district=109&border=true&status=partial,overdue&download=true',
    );
  });
  it('names the system and the language where the format takes them', () => {
    expect(address(choice('communes', { crs: 'http://x/9205' }), EMPTY)).toBe(
      '/data/communes.csv?crs=http%3A%2F%2Fx%2F9205&lang=vi&download=true',
    );
  });
  it('narrows each thing by what it has, under its own names', () => {
    const query = (id: ThingId): string[] => [...new URL(address(choice(id), view) ?? '', 'http://x').searchParams.keys()];
    expect(query('border-communes')).toEqual(['district', 'lang', 'download']);
    expect(query('districts')).toEqual(['code', 'lang', 'download']);
    expect(query('activities')).toEqual(['plan_line', 'as_of', 'district', 'lang', 'download']);
    expect(query('offline')).toEqual(['as_of', 'district', 'lang', 'download']);
    expect(query('pano-sites')).toEqual(['as_of', 'district', 'lang', 'download']);
  });
  it('leaves out the filters that were taken back', () => {
    expect(inForce(thing('coverage'), view, ['line', 'border'])).toEqual(['as_of', 'district', 'status']);
    expect(address(choice('map', { format: PICTURES[1], without: ['line', 'district'] }), view)).toBe(
      '/map.svg?as_of=2018-06-15&size=a4&lang=vi&download=true',
    );
  });
  it('says how fine a picture is where that is a choice', () => {
    expect(address(choice('map', { format: PICTURES[0], dpi: 300 }), EMPTY)).toContain('dpi=300');
    expect(address(choice('map', { format: PICTURES[0], size: 'social' }), EMPTY)).not.toContain('dpi');
    expect(previewOf(choice('map', { dpi: 300 }), EMPTY)).toBe('/map.png?size=a4&dpi=72&lang=vi');
  });
  it('is not known before the formats are', () => {
    expect(address(choice('coverage', { format: null }), EMPTY)).toBeNull();
    expect(address(choice('offline', { format: null }), EMPTY)).not.toBeNull();
  });
  it('has the year only where no line is chosen', () => {
    expect(inForce(thing('coverage'), { ...EMPTY, year: 2017 }, [])).toEqual(['year']);
    expect(inForce(thing('coverage'), view, [])).not.toContain('year');
  });
});

describe('the size of a file', () => {
  const headers = (entries: Record<string, string>) => new Headers(entries);
  it('is that of the whole of which a part came', () => {
    expect(sizeTold(206, headers({ 'Content-Range': 'bytes 0-0/123456', 'Content-Length': '1' }))).toBe(123456);
  });
  it('is not that of a compressed answer', () => {
    expect(sizeTold(200, headers({ 'Content-Length': '500' }))).toBe(500);
    expect(sizeTold(200, headers({ 'Content-Length': '500', 'Content-Encoding': 'br' }))).toBeNull();
    expect(sizeTold(200, headers({}))).toBeNull();
  });
  it('reads as in a file manager', () => {
    expect([12, 1234, 12_345, 234_567, 1_250_000].map((bytes) => formatBytes(bytes, 'vi'))).toEqual(
      ['12 B', '1,2 kB', '12 kB', '235 kB', '1,3 MB'],
    );
    expect(formatBytes(1234, 'en')).toBe('1.2 kB');
  });
});

describe('the report that is wanted', () => {
  const period = (id: string, over: boolean) => ({ id, title_vi: id, title_en: id, first: '2017-01-01', last: '2017-06-30', over });
  const periods = [period('2016', true), period('2017-h1', true), period('2017', false)];
  it('is the newest that is over, unless another is named', () => {
    expect(usualPeriod(periods)).toBe('2017-h1');
    expect(readWanted({}, periods, 'vi')).toEqual({ period: '2017-h1', district: null, lang: 'vi', knownAt: null });
    expect(readWanted({ period: '2016', district: '109', lang: 'en', known_at: '2018-07-05' }, periods, 'vi')).toEqual(
      { period: '2016', district: '109', lang: 'en', knownAt: '2018-07-05' },
    );
  });
  it('is none that does not exist yet, and takes no nonsense', () => {
    expect(readWanted({ period: '2017', district: 'x', known_at: '5/7' }, periods, 'en')).toEqual(
      { period: '2017-h1', district: null, lang: 'en', knownAt: null },
    );
  });
});
