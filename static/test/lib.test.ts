import { describe, expect, it } from 'vitest';
import { fromDay, isDate, monthEnds, toDay } from '../src/lib/days';
import { fold, foldName, rank } from '../src/lib/fold';
import { formatDate, formatNumber, formatShare } from '../src/lib/format';
import { step } from '../src/matrix/grid';

describe('fold', () => {
  it('ignores diacritics in both Unicode forms, case and đ', () => {
    expect(fold('Đào San')).toBe('dao san');
    expect(fold('Sì Lở Lầu'.normalize('NFD'))).toBe(fold('SI LO LAU'));
  });
  it('ignores the kind prefix and i/y in names', () => {
    expect(foldName('TT. Phong Thổ')).toBe('phong tho');
    expect(foldName('Xã Ma Ly Pho')).toBe(foldName('ma li pho'));
    expect(foldName('Pa Vây Sử')).toBe('pa vai su');
  });
  it('ranks an exact name before a beginning before a part', () => {
    expect(rank('pa', ['Pa'])).toBe(0);
    expect(rank('pa', ['Pa Ủ'])).toBe(1);
    expect(rank('u', ['Pa Ủ'])).toBe(2);
    expect(rank('so', ['Phìn Hồ'])).toBeNull();
    expect(rank(' ', ['Phìn Hồ'])).toBeNull();
  });
});

describe('format', () => {
  it('writes numbers as Vietnamese do', () => {
    expect(formatNumber(41260, 'vi')).toBe('41.260');
    expect(formatNumber(18.25, 'vi', 1)).toBe('18,3');
    expect(formatNumber(41260, 'en')).toBe('41,260');
  });
  it('writes dates without a time zone', () => {
    expect(formatDate('2018-09-05', 'vi')).toBe('5/9/2018');
    expect(formatDate('2018-09-05', 'en')).toBe('5 Sep 2018');
  });
  it('never rounds to all or to nothing', () => {
    expect(formatShare(0.999, 'vi')).toBe('99%');
    expect(formatShare(0.001, 'vi')).toBe('1%');
    expect(formatShare(1, 'vi')).toBe('100%');
  });
});

describe('days', () => {
  it('knows real dates', () => {
    expect(isDate('2016-02-29')).toBe(true);
    expect(isDate('2018-02-29')).toBe(false);
    expect(isDate('2018-2-9')).toBe(false);
    expect(fromDay(toDay('2018-12-31'))).toBe('2018-12-31');
  });
  it('steps through month ends to the last day', () => {
    const steps = monthEnds('2016-11-09', '2018-12-31');
    expect(steps).toHaveLength(26);
    expect(steps[0]).toBe('2016-11-30');
    expect(steps.at(-1)).toBe('2018-12-31');
    expect(steps).toContain('2018-02-28');
  });
});

describe('the matrix by keyboard', () => {
  it('stays inside', () => {
    expect(step('ArrowLeft', { row: 0, column: 0 }, 23, 9)).toEqual({ row: 0, column: 0 });
    expect(step('PageDown', { row: 20, column: 3 }, 23, 9)).toEqual({ row: 22, column: 3 });
    expect(step('End', { row: 1, column: 1 }, 23, 9)).toEqual({ row: 1, column: 8 });
    expect(step('x', { row: 1, column: 1 }, 23, 9)).toBeNull();
  });
});
