/** What the page makes of the report of an import. */
import { describe, expect, it } from 'vitest';
import type { ImportChange, ImportFault, ImportReport } from '../src/api/imports';
import type { CoverageRow } from '../src/api/types';
import { canCommit, chosen, entriesOf, kindsOf, markedName, questionsOf } from '../src/imports/faults';
import { assign, mappingOf, missingFields, needsLook, overrides } from '../src/imports/mapping';
import { applied, linesOf, sorted } from '../src/imports/preview';

const fault = (row: number, code: string, value = '', more: Partial<ImportFault> = {}): ImportFault =>
  ({ row, column: 'Địa bàn', value, code, message_vi: '', message_en: '', candidates: [], ...more });
const report = (more: Partial<ImportReport> = {}): ImportReport => ({
  rows: 3, accepted: 3, faulty: 0, warnings: 0, activities: 2, faults: [], faults_total: 0, notices: [],
  file: { name: 'a.csv', kind: 'csv', encoding: 'UTF-8', sheet: null, sheets: [], header_row: 1 },
  columns: [], fields: [], changes: [], changes_total: 0, ...more,
});

describe('faults', () => {
  const full = report({
    faults: [fault(9, 'bad_date'), fault(2, 'bad_date'), fault(2, 'missing_value')],
    notices: [fault(2, 'after_plan')],
    faults_total: 3,
  });
  it('are listed by row, faults before warnings', () => {
    expect(entriesOf(full).map(({ row, severity }) => `${row} ${severity}`)).toEqual(['2 fault', '2 fault', '2 warning', '9 fault']);
  });
  it('are counted by kind, faults first', () => {
    expect(kindsOf(entriesOf(full)).map(({ code, count }) => [code, count])).toEqual([
      ['bad_date', 2], ['missing_value', 1], ['after_plan', 1],
    ]);
  });
  it('are filtered by severity and by kind', () => {
    const entries = entriesOf(full);
    expect(chosen(entries, '')).toHaveLength(4);
    expect(chosen(entries, 'warning')).toHaveLength(1);
    expect(chosen(entries, 'fault/bad_date')).toHaveLength(2);
  });
  it('stay quick with ten thousand', () => {
    const many = report({ faults: Array.from({ length: 10_000 }, (_, index) => fault(10_000 - index, `k${index % 40}`)) });
    const start = performance.now();
    expect(kindsOf(entriesOf(many))).toHaveLength(40);
    expect(performance.now() - start).toBeLessThan(250);
  });
  it('forbid the commit', () => {
    expect(canCommit(full)).toBe(false);
    expect(canCommit(report())).toBe(true);
    expect(canCommit(report({ activities: 0 }))).toBe(false);
    expect(canCommit(report({ import: { id: 7, at: '' } }))).toBe(false);
  });
});

describe('questions', () => {
  const one = { code: '03433', name: 'Mường Tè', district: 'Mường Tè' };
  const two = { code: '03445', name: 'Mường Tè', district: 'Mường Tè' };
  it('are asked once for each text, with the rows and every candidate', () => {
    const questions = questionsOf([
      fault(3, 'unknown_place', 'Bản Lan'),
      fault(4, 'ambiguous_place', 'Mường Tè', { candidates: [one] }),
      fault(7, 'ambiguous_place', 'Mường Tè', { candidates: [one, two] }),
      fault(8, 'bad_date', 'hôm qua'),
      fault(9, 'unknown_place', ''),
    ]);
    expect(questions.map(({ text, rows, candidates }) => [text, rows, candidates.length])).toEqual([
      ['Mường Tè', [4, 7], 2], ['Bản Lan', [3], 0],
    ]);
  });
});

describe('columns', () => {
  const columns = [
    { header: 'Ngày', field: 'start', samples: [] },
    { header: 'Đến', field: null, samples: [] },
    { header: 'Xã', field: 'place', samples: [] },
  ];
  const fields = [
    { field: 'start', vi: '', en: '', required: true },
    { field: 'end', vi: '', en: '', required: false },
    { field: 'place', vi: '', en: '', required: true },
  ];
  it('hold each field once', () => {
    const mapping = assign(mappingOf(columns), 'Đến', 'start');
    expect(mapping).toEqual({ Ngày: null, Đến: 'start', Xã: 'place' });
    expect(missingFields(fields, mapping)).toEqual([]);
    expect(missingFields(fields, assign(mapping, 'Đến', 'end')).map(({ field }) => field)).toEqual(['start']);
  });
  it('send only what was changed', () => {
    expect(overrides(columns, mappingOf(columns))).toEqual({});
    expect(overrides(columns, assign(mappingOf(columns), 'Đến', 'end'))).toEqual({ Đến: 'end' });
    // What was sent before is sent again: the report it led to shows it as the server's own reading.
    expect(overrides(columns, mappingOf(columns), { Xã: 'place' })).toEqual({ Xã: 'place' });
  });
  it('are worth a look when something is unread or missing, or there are more sheets', () => {
    expect(needsLook(columns, fields, 1)).toBe(true);
    const clear = columns.filter(({ field }) => field !== null);
    expect(needsLook(clear, fields, 1)).toBe(false);
    expect(needsLook(clear, fields, 2)).toBe(true);
  });
});

describe('preview', () => {
  const change = (code: string, line: string, more: Partial<ImportChange> = {}): ImportChange =>
    ({ code, line, name: code, district: 'A', border: false, before: 'overdue', after: 'reached', ...more });
  const row = (code: string): CoverageRow =>
    ({ code, status: 'overdue', late: true, name: code } as unknown as CoverageRow);
  it('puts the changes of one line on top of the coverage', () => {
    const changes = [change('1', 'x'), change('2', 'y')];
    const rows = [row('1'), row('2')];
    expect(applied(rows, changes, 'x', true).map(({ status, late }) => [status, late])).toEqual([['reached', false], ['overdue', true]]);
    expect(applied(rows, changes, 'x', false)).toEqual(rows);
  });
  it('begins with the line that changes most, and with the border', () => {
    expect(linesOf([change('1', 'x'), change('2', 'y'), change('3', 'y')])).toEqual([{ line: 'y', count: 2 }, { line: 'x', count: 1 }]);
    expect(sorted([change('2', 'x'), change('1', 'x'), change('9', 'x', { border: true })]).map(({ code }) => code)).toEqual(['9', '1', '2']);
  });
});

it('the marked workbook is named after the file', () => {
  expect(markedName('Báo cáo tháng 6.csv', 'đánh dấu lỗi')).toBe('Báo cáo tháng 6 – đánh dấu lỗi.xlsx');
});
