import { describe, expect, it } from 'vitest';
import type { CommuneProperties, DistrictProperties, PanoProperties, PlanLine } from '../src/api/types';
import type { ActivityRecord } from '../src/api/work';
import { findPlaces, placeOf, type Gazetteer, type Names } from '../src/form/places';
import { parseDate, parseNumber, typedDate } from '../src/lib/parse';
import { bodyOf, draftOf, emptyDraft, inScope, lacks, onTop, sameDraft } from '../src/record-form/draft';
import { parseRoute, to } from '../src/state/route';

describe('typed dates', () => {
  it('are read as Vietnamese and as ISO', () => {
    for (const text of ['15/3/2018', '15/03/2018', '15-3-2018', '15.3.2018', ' 2018-03-15 ']) {
      expect(parseDate(text)).toBe('2018-03-15');
    }
  });
  it('that do not exist are refused', () => {
    for (const text of ['31/2/2018', '2018-2-3', '3/2018', '15/3/18', 'hôm qua', '']) expect(parseDate(text)).toBeNull();
  });
  it('come back as they are written', () => {
    expect(typedDate('2018-03-05')).toBe('5/3/2018');
    expect(typedDate('hôm qua')).toBe('hôm qua');
  });
});

describe('typed numbers', () => {
  it('are read as the language writes them', () => {
    expect(parseNumber('41.260', 'vi')).toBe(41260);
    expect(parseNumber('1.234.567,5', 'vi')).toBe(1234567.5);
    expect(parseNumber('41,260', 'en')).toBe(41260);
    expect(parseNumber('1.5', 'en')).toBe(1.5);
    expect(parseNumber('41 260', 'vi')).toBe(41260);
  });
  it('are not guessed', () => {
    for (const text of ['1.5', '12.34.567', '1,2,3', 'ba trăm', '-3', '', ',5']) expect(parseNumber(text, 'vi')).toBeNull();
  });
});

describe('routes', () => {
  it('survive being written and read', () => {
    for (const href of [
      '#/', '#/records', '#/records?q=d%C3%A0o+san&state=submitted', '#/records/abc-1', '#/records/abc-1/edit',
      '#/records/new?commune=03571&line=2018-leaflets', '#/queue', '#/audit?before=12', '#/sign-in?next=/records/new',
    ]) {
      expect(to.route(parseRoute(href))).toBe(href);
    }
  });
  it('that are unknown lead to the map', () => {
    for (const hash of ['', '#', '#/nothing', '#/records/a/b', '#/queue/x', '#share-1-unit']) expect(parseRoute(hash).name).toBe('map');
  });
  it('keep what is needed to come back', () => {
    const { query } = parseRoute(to.page('sign-in', { next: '/records/new?commune=03571&line=2018-leaflets' }));
    expect(query['next']).toBe('/records/new?commune=03571&line=2018-leaflets');
  });
});

const record: ActivityRecord = {
  id: 'a', code: null, plan_line: 'l', title: 'Tờ rơi', start: '2018-05-06', end: null,
  shares: [{ unit: '03571', name: 'Dào San', district: 'Phong Thổ', quantity: 10 }], participants: 40, women: null,
  reference: null, note: 'cũ', state: 'submitted', reason: null, revision: 1, deleted: false, recorded_by: 'lan',
  recorded_at: '2018-05-07T00:00:00Z', warnings: [],
};

describe('drafts', () => {
  it('of a record say the same as the record', () => {
    expect(bodyOf(draftOf(record))).toEqual({
      plan_line: 'l', title: 'Tờ rơi', start: '2018-05-06', end: null, shares: [{ unit: '03571', quantity: 10 }],
      participants: 40, women: null, reference: null, note: 'cũ', code: null,
    });
  });
  it('tell what is missing with the field', () => {
    expect(lacks(emptyDraft()).map(({ field }) => field)).toEqual(
      ['plan_line', 'title', 'start', 'shares[0].unit', 'shares[0].quantity'],
    );
    const wrong = { ...draftOf(record), start: '32/1/2018', end: '2018-01-01', women: 41 };
    expect(lacks(wrong).map(({ lack }) => lack)).toEqual(['badDate', 'women']);
    const twice = { ...draftOf(record), shares: [{ key: 1, unit: 'x', quantity: 1 }, { key: 2, unit: 'x', quantity: Number.NaN }] };
    expect(lacks(twice).map(({ field, lack }) => `${field} ${lack}`)).toEqual(['shares[1].unit twice', 'shares[1].quantity badNumber']);
  });
  it('differ by what was typed, readable or not', () => {
    const draft = draftOf(record);
    expect(sameDraft(draft, draftOf(record))).toBe(true);
    expect(sameDraft({ ...draft, note: 'mới' }, draft)).toBe(false);
    expect(sameDraft({ ...draft, shares: [{ key: 1, unit: '03571', quantity: Number.NaN }] }, draft)).toBe(false);
  });
  it('put my changes on top of theirs without losing either', () => {
    const theirs = { ...record, note: 'của họ', participants: 50, revision: 2 };
    const mine = bodyOf({ ...draftOf(record), title: 'Của tôi', participants: 60 });
    expect(onTop(mine, record, theirs)).toMatchObject({ title: 'Của tôi', note: 'của họ', participants: 60 });
    expect(onTop(mine, null, theirs)).toBe(mine);
  });
});

const all: Gazetteer = {
  communes: [
    { code: '03571', name: 'Dào San', kind: 'xa', district_code: '109', district: 'Phong Thổ', border: true, area_km2: null, aliases: 'Đào San' },
    { code: '03400', name: 'Bản Bo', kind: 'xa', district_code: '106', district: 'Tam Đường', border: false, area_km2: null },
  ] satisfies CommuneProperties[],
  districts: [
    { code: '109', name: 'Phong Thổ', kind: 'huyen', communes: 18, border_communes: 13, lon: 0, lat: 0 },
  ] satisfies DistrictProperties[],
  sites: [
    { slug: 'dao-san', name_vi: 'Xã Dào San', name_en: 'Dào San commune', year: 2017, commune_code: '03571', status: 'built', built_on: null, accuracy_m: null },
  ] satisfies PanoProperties[],
};
const names: Names = { commune: ({ name }) => `Xã ${name}`, district: ({ name }) => `Huyện ${name}`, site: ({ name_vi }) => name_vi, province: 'Toàn tỉnh' };
const line = (scope: PlanLine['scope']): PlanLine => ({ scope }) as PlanLine;

describe('places', () => {
  it('are found without diacritics and by other spellings', () => {
    expect(findPlaces('dao san', null, all, names).map(({ code }) => code)).toEqual(['03571']);
    expect(findPlaces('đào san', null, all, names)[0]).toMatchObject({ code: '03571' });
    expect(findPlaces('toan tinh', null, all, names)[0]?.code).toBe('12');
  });
  it('begin with the large ones, and are sites for a line about panos', () => {
    expect(findPlaces('', null, all, names).map(({ code }) => code)).toEqual(['12', '109']);
    expect(findPlaces('', 'site', all, names).map(({ code }) => code)).toEqual(['dao-san']);
    expect(findPlaces('dao', 'site', all, names)[0]?.district).toBe('109');
  });
  it('are in the scope of a line or not', () => {
    const [dao, bo, district, province] = ['03571', '03400', '109', '12'].map((code) => placeOf(code, all, names));
    if (!dao || !bo || !district || !province) throw new Error('a place is missing');
    expect([dao, bo].map((place) => inScope(line({ communes: 'border' }), place))).toEqual([true, false]);
    expect([dao, bo, district].map((place) => inScope(line({ districts: ['109'] }), place))).toEqual([true, false, true]);
    expect(inScope(line({ communes: 'border' }), district)).toBeNull();
    expect(inScope(line({ sites: ['dao-san'] }), dao)).toBe(false);
    expect(inScope(line('province'), province)).toBe(true);
  });
});
