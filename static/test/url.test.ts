import { describe, expect, it } from 'vitest';
import { url } from '../src/api/http';
import { EMPTY, formatView, lineQuery, parseView, shownQuery, type View } from '../src/state/url';

const full: View = {
  line: '2018-leaflets', year: 2018, district: '109', border: true, statuses: ['partial', 'overdue'],
  asOf: '2018-09-30', commune: '03571', scope: 'all', kinds: ['leaflet', 'pano'], reach: 7.5,
  map: { zoom: 9.25, lat: 22.5, lon: 103.25 }, lang: 'en',
};

describe('the address', () => {
  it('is empty for the default view', () => {
    expect(formatView(EMPTY)).toBe('');
    expect(parseView('')).toEqual(EMPTY);
  });
  it('restores everything it was given', () => {
    expect(parseView(formatView(full))).toEqual(full);
    expect(formatView(full)).toContain('status=partial,overdue');
  });
  it('leaves what it does not understand at the default', () => {
    const junk = '?line=<b>&year=x&as_of=2018-02-30&status=none&map=1/2&lang=fr&reach=-1&district=a b';
    expect(parseView(junk)).toEqual(EMPTY);
  });
  it('means every status when all of them, or none, are named', () => {
    expect(parseView('?status=reached,partial,pending,overdue,not_targeted').statuses).toBeNull();
    expect(parseView('?status=').statuses).toBeNull();
  });
});

describe('the questions to the server', () => {
  it('names the year only without a line', () => {
    expect(lineQuery(full)).toEqual({ line: '2018-leaflets', year: null, as_of: '2018-09-30' });
    expect(lineQuery({ ...full, line: null })).toMatchObject({ line: null, year: 2018 });
  });
  it('carries every filter into what is shown and downloaded', () => {
    expect(url('/data/coverage.geojson', { ...shownQuery(full), download: true })).toBe(
      '/data/coverage.geojson?line=2018-leaflets&as_of=2018-09-30&district=109&border=true&status=partial,overdue&download=true',
    );
    expect(url('/data/coverage.geojson', shownQuery(EMPTY))).toBe('/data/coverage.geojson');
  });
});
