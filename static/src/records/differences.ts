/** What differs between two states of a record, field by field. Pure; worded by `describe.ts`. */
import type { ActivityRecord, FieldChange, Share } from '../api/work';

export const FIELDS = [
  'plan_line', 'title', 'start', 'end', 'shares', 'participants', 'women', 'reference', 'note', 'code', 'state', 'reason',
] as const;
export type Field = (typeof FIELDS)[number];

export const isField = (text: string): text is Field => (FIELDS as readonly string[]).includes(text);

/** What a person writes; the rest follows from what is done with it. */
export const CONTENT: readonly Field[] = FIELDS.filter((field) => field !== 'state' && field !== 'reason');

function isShare(value: unknown): value is Share {
  return typeof value === 'object' && value !== null && 'unit' in value && 'quantity' in value;
}

export const sharesOf = (value: unknown): Share[] => (Array.isArray(value) ? value.filter(isShare) : []);

export interface ShareChange {
  unit: string;
  name: string;
  district: string | null;
  before: number | null;
  after: number | null;
}

/** Place by place, in the order of the older state; places that are new come last. */
export function shareChanges(before: unknown, after: unknown): ShareChange[] {
  const old = sharesOf(before);
  const fresh = sharesOf(after);
  const now = new Map(fresh.map((share) => [share.unit, share]));
  const known = new Set(old.map(({ unit }) => unit));
  const row = (share: Share, was: number | null, is: number | null): ShareChange =>
    ({ unit: share.unit, name: share.name, district: share.district, before: was, after: is });
  return [
    ...old.map((share) => row(share, Number(share.quantity), optional(now.get(share.unit)))),
    ...fresh.filter(({ unit }) => !known.has(unit)).map((share) => row(share, null, Number(share.quantity))),
  ];
}

const optional = (share: Share | undefined): number | null => (share ? Number(share.quantity) : null);

function same(field: Field, before: unknown, after: unknown): boolean {
  if (field === 'shares') return shareChanges(before, after).every((change) => change.before === change.after);
  return (before ?? '') === (after ?? '');
}

export function differences(
  before: ActivityRecord,
  after: ActivityRecord,
  fields: readonly Field[] = FIELDS,
): FieldChange[] {
  return fields
    .filter((field) => !same(field, before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

export interface Piece {
  text: string;
  changed: boolean;
}

/** Two texts cut where they differ, at the borders of words: common start, what is different, common end. */
export function cut(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const old = before.split(/(\s+)/);
  const fresh = after.split(/(\s+)/);
  const most = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < most && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end += 1;
  const pieces = (words: string[]): Piece[] =>
    [
      { text: words.slice(0, start).join(''), changed: false },
      { text: words.slice(start, words.length - end).join(''), changed: true },
      { text: words.slice(words.length - end).join(''), changed: false },
    ].filter(({ text }) => text !== '');
  return { before: pieces(old), after: pieces(fresh) };
}
