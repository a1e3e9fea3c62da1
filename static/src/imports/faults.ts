/** Reads the report of an import: which faults there are, of which kinds, and which of them are questions. Pure. */
import type { ImportFault, ImportReport } from '../api/imports';
import type { Candidate } from '../api/work';

export type Severity = 'fault' | 'warning';
export interface Entry extends ImportFault {
  severity: Severity;
}
export interface Kind {
  code: string;
  severity: Severity;
  count: number;
  /** Shown for a code without words of its own. */
  example: ImportFault;
}

/** All faults and warnings, by row; the faults of a row before its warnings. */
export function entriesOf(report: ImportReport): Entry[] {
  const entries = [
    ...report.faults.map((fault): Entry => ({ ...fault, severity: 'fault' })),
    ...report.notices.map((fault): Entry => ({ ...fault, severity: 'warning' })),
  ];
  return entries.sort((a, b) => a.row - b.row || Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** The kinds of faults, the most frequent first, faults before warnings. */
export function kindsOf(entries: readonly Entry[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const entry of entries) {
    const key = `${entry.severity}/${entry.code}`;
    const kind = kinds.get(key);
    if (kind) kind.count += 1;
    else kinds.set(key, { code: entry.code, severity: entry.severity, count: 1, example: entry });
  }
  const order = (kind: Kind): number => (kind.severity === 'fault' ? 0 : 1);
  return [...kinds.values()].sort((a, b) => order(a) - order(b) || b.count - a.count);
}

/** `kind` is `fault`, `warning`, or one code of them such as `fault/bad_date`; nothing means all. */
export function chosen(entries: readonly Entry[], kind: string): readonly Entry[] {
  if (kind === '') return entries;
  const [severity, code] = kind.split('/', 2);
  return entries.filter((entry) => entry.severity === severity && (code === undefined || entry.code === code));
}

export interface Question {
  text: string;
  ambiguous: boolean;
  rows: number[];
  candidates: Candidate[];
}

const ASKABLE = new Set(['ambiguous_place', 'unknown_place']);

/** One question for each text that names no place, or more than one: the most frequent first. */
export function questionsOf(faults: readonly ImportFault[]): Question[] {
  const questions = new Map<string, Question>();
  for (const fault of faults) {
    if (!ASKABLE.has(fault.code) || fault.value === '') continue;
    const question = questions.get(fault.value) ??
      { text: fault.value, ambiguous: fault.code === 'ambiguous_place', rows: [], candidates: [] };
    question.rows.push(fault.row);
    for (const candidate of fault.candidates) {
      if (!question.candidates.some(({ code }) => code === candidate.code)) question.candidates.push(candidate);
    }
    questions.set(fault.value, question);
  }
  return [...questions.values()].sort((a, b) => b.rows.length - a.rows.length);
}

/** The fault that says that this very file is in already. */
export const alreadyImported = (report: ImportReport): ImportFault | undefined =>
  report.faults.find(({ code }) => code === 'already_imported');

export const canCommit = (report: ImportReport): boolean =>
  report.faults_total === 0 && report.activities > 0 && report.import === undefined;

/** The name of the workbook with the marks, beside the name of the file it was made from. */
export const markedName = (name: string, mark: string): string => `${name.replace(/\.[^.]*$/, '')} – ${mark}.xlsx`;
