/** The list's filters and addresses, what differs between revisions, and who may do what. */
import { describe, expect, it } from 'vitest';
import type { ActivityRecord, Me } from '../src/api/work';
import { commandOf } from '../src/queue/keys';
import { CONTENT, cut, differences, shareChanges } from '../src/records/differences';
import { exportOf, formatFilters, isFiltered, listQuery, NO_FILTERS, parseFilters } from '../src/records/filters';
import { counted } from '../src/records/plural';
import { rightsFor } from '../src/records/rights';

const record: ActivityRecord = {
  id: 'a', code: null, plan_line: '2018-leaflets', title: 'Phát tờ rơi tại chợ phiên', start: '2018-06-02', end: null,
  shares: [
    { unit: '03571', name: 'Dào San', district: 'Phong Thổ', quantity: 120 },
    { unit: '03574', name: 'Tông Qua Lìn', district: 'Phong Thổ', quantity: 60 },
  ],
  participants: null, women: null, reference: null, note: null, state: 'submitted', reason: null, revision: 1,
  deleted: false, recorded_by: 'lan', recorded_at: '2018-06-03T01:00:00Z', warnings: [],
};

describe('filters', () => {
  it('go through the address and back', () => {
    const query = { q: 'tờ rơi', plan_line: '2018-leaflets', state: 'submitted,deleted', from: '2018-01-01', page: '3' };
    const filters = parseFilters(query);
    expect(filters).toMatchObject({ ...query, page: 3, district: '' });
    expect(parseFilters(Object.fromEntries(Object.entries(formatFilters(filters)).map(([key, value]) => [key, value ?? ''])))).toEqual(filters);
  });
  it('leave out what they do not understand', () => {
    expect(parseFilters({ from: '31/2/2018', state: 'lost', page: '-1', other: 'x' })).toEqual(NO_FILTERS);
    expect(isFiltered(NO_FILTERS)).toBe(false);
  });
  it('ask for the right part of the list', () => {
    expect(listQuery({ ...NO_FILTERS, page: 3 })).toMatchObject({ limit: 50, offset: 100 });
  });
  it('become the address of the file, and say what no file has', () => {
    const { href, withoutDeleted } = exportOf({
      ...NO_FILTERS, district: '109', from: '2018-01-01', state: 'verified,deleted', q: 'chợ', place: '03571', import: '7', page: 3,
    });
    const url = new URL(href ?? '', 'http://x');
    expect(url.pathname).toBe('/api/collections/activities/items');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      q: 'chợ', district: '109', place: '03571', import: '7', datetime: '2018-01-01/..', state: 'verified', f: 'json', download: 'true',
    });
    expect(withoutDeleted).toBe(true);
    expect(exportOf({ ...NO_FILTERS, state: 'deleted' }).href).toBeNull();
    expect(exportOf(NO_FILTERS).withoutDeleted).toBe(false);
  });
});

describe('differences', () => {
  it('name the fields that differ, and only these', () => {
    const after = { ...record, title: 'Phát tờ rơi', note: '', women: 3, revision: 2, state: 'verified' as const };
    expect(differences(record, after).map(({ field }) => field)).toEqual(['title', 'women', 'state']);
    expect(differences(record, after, CONTENT).map(({ field }) => field)).toEqual(['title', 'women']);
  });
  it('compare places by their code, not by their order', () => {
    expect(differences(record, { ...record, shares: [...record.shares].reverse() })).toEqual([]);
  });
  it('show places that stay, go and come', () => {
    const after = [{ ...record.shares[0], quantity: 90 }, { unit: '12', name: 'Lai Châu', district: null, quantity: 5 }];
    expect(shareChanges(record.shares, after).map(({ unit, before, after: now }) => [unit, before, now])).toEqual([
      ['03571', 120, 90], ['03574', 60, null], ['12', null, 5],
    ]);
    expect(shareChanges(null, 'junk')).toEqual([]);
  });
  it('cut texts at the borders of words', () => {
    const { before, after } = cut('Phát tờ rơi tại chợ', 'Phát 300 tờ rơi tại chợ');
    expect(before.filter(({ changed }) => changed)).toEqual([]);
    expect(after.filter(({ changed }) => changed).map(({ text }) => text.trim())).toEqual(['300']);
    expect(after.map(({ text }) => text).join('')).toBe('Phát 300 tờ rơi tại chợ');
  });
});

describe('rights', () => {
  const me = (role: Me['role'], district = ''): Me => ({
    name: 'x', role, districts: district ? [{ code: district, name: '' }] : [], expires_at: null, token: null,
    can: { record: role !== 'viewer', verify: role === 'verifier' || role === 'admin', manage: role === 'admin' },
  });
  const districtOf = (unit: string): string | undefined => ({ '03571': '109', '03574': '109' })[unit];
  const none = { change: false, remove: false, restore: false, verify: false, reject: false };

  it('are none for the public and for viewers', () => {
    expect(rightsFor(null, record, districtOf)).toEqual(none);
    expect(rightsFor(me('viewer'), record, districtOf)).toEqual(none);
  });
  it('end at the district of an editor', () => {
    expect(rightsFor(me('editor', '109'), record, districtOf)).toEqual({ ...none, change: true, remove: true });
    expect(rightsFor(me('editor', '12'), record, districtOf).change).toBe(true);
    expect(rightsFor(me('editor', '108'), record, districtOf)).toEqual(none);
  });
  it('leave what is verified to the verifiers', () => {
    const verified = { ...record, state: 'verified' as const };
    expect(rightsFor(me('editor', '109'), verified, districtOf)).toEqual(none);
    expect(rightsFor(me('verifier'), verified, districtOf)).toEqual({ ...none, change: true, remove: true, reject: true });
  });
  it('allow nothing but restoring what is deleted', () => {
    expect(rightsFor(me('admin'), { ...record, deleted: true }, districtOf)).toEqual({ ...none, restore: true });
  });
});

describe('keys of the queue', () => {
  const press = (key: string, more = {}): Parameters<typeof commandOf>[0] =>
    ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, ...more });
  it('work when nobody is typing', () => {
    expect(commandOf(press('j'), false)).toBe('next');
    expect(commandOf(press('ArrowLeft'), false)).toBe('before');
    expect(commandOf(press('X'), false)).toBe('verify');
    expect(commandOf(press('q'), false)).toBeNull();
  });
  it('rest in fields, with modifiers, and decide nothing while held down', () => {
    expect(commandOf(press('x'), true)).toBeNull();
    expect(commandOf(press('x', { ctrlKey: true }), false)).toBeNull();
    expect(commandOf(press('x', { repeat: true }), false)).toBeNull();
    expect(commandOf(press('j', { repeat: true }), false)).toBe('next');
  });
});

it('English units have the number of their quantity', () => {
  expect([counted(1, 'classes'), counted(2, 'class'), counted(1, 'leaflets'), counted(3, 'event'), counted(2, 'reports'), counted(1, 'event')])
    .toEqual(['class', 'classes', 'leaflet', 'events', 'reports', 'event']);
});
