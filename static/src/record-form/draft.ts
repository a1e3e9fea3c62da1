/** A record while it is being written: what is in the fields, and what becomes of it. Pure. */
import type { PlanLine } from '../api/types';
import type { ActivityBody, ActivityRecord } from '../api/work';
import type { Place } from '../form/places';
import { isDate } from '../lib/days';

export interface DraftShare {
  /** Names the row, for the list and its fields. */
  key: number;
  unit: string | null;
  /** NaN is a text that is no number. */
  quantity: number | null;
}
export interface Draft {
  plan_line: string;
  title: string;
  start: string;
  end: string;
  shares: DraftShare[];
  participants: number | null;
  women: number | null;
  reference: string;
  note: string;
  code: string;
}

export function emptyDraft(line = '', unit: string | null = null, quantity: number | null = null): Draft {
  return {
    plan_line: line, title: '', start: '', end: '', shares: [{ key: 1, unit, quantity }],
    participants: null, women: null, reference: '', note: '', code: '',
  };
}

export function draftOf(record: ActivityRecord | (ActivityBody & { id?: string })): Draft {
  return {
    plan_line: record.plan_line,
    title: record.title,
    start: record.start,
    end: record.end ?? '',
    shares: record.shares.map(({ unit, quantity }, index) => ({ key: index + 1, unit, quantity: Number(quantity) })),
    participants: record.participants ?? null,
    women: record.women ?? null,
    reference: record.reference ?? '',
    note: record.note ?? '',
    code: record.code ?? '',
  };
}

const orNull = (text: string): string | null => text.trim() || null;
const figure = (value: number | null): number | null => (value === null || Number.isNaN(value) ? null : value);

export function bodyOf(draft: Draft): ActivityBody {
  return {
    plan_line: draft.plan_line,
    title: draft.title.trim(),
    start: draft.start,
    end: orNull(draft.end),
    shares: draft.shares.map(({ unit, quantity }) => ({ unit: unit ?? '', quantity: figure(quantity) ?? 0 })),
    participants: figure(draft.participants),
    women: figure(draft.women),
    reference: orNull(draft.reference),
    note: orNull(draft.note),
    code: orNull(draft.code),
  };
}

export const sameDraft = (a: Draft, b: Draft): boolean =>
  JSON.stringify(bodyOf(a)) === JSON.stringify(bodyOf(b)) &&
  a.shares.every(({ quantity }, index) => Object.is(quantity, b.shares[index]?.quantity));

export type Lack =
  | 'line' | 'title' | 'start' | 'badDate' | 'order' | 'shares' | 'unit' | 'twice' | 'quantity' | 'badNumber' | 'women';
/** What is missing or unreadable, with the field as the server names it. */
export function lacks(draft: Draft): { field: string; lack: Lack }[] {
  const found: { field: string; lack: Lack }[] = [];
  const put = (field: string, lack: Lack): number => found.push({ field, lack });
  if (draft.plan_line === '') put('plan_line', 'line');
  if (draft.title.trim() === '') put('title', 'title');
  if (draft.start === '') put('start', 'start');
  else if (!isDate(draft.start)) put('start', 'badDate');
  if (draft.end !== '' && !isDate(draft.end)) put('end', 'badDate');
  else if (draft.end !== '' && isDate(draft.start) && draft.end < draft.start) put('end', 'order');
  if (draft.shares.length === 0) put('shares', 'shares');
  draft.shares.forEach(({ unit, quantity }, index) => {
    if (unit === null) put(`shares[${index}].unit`, 'unit');
    else if (draft.shares.findIndex((share) => share.unit === unit) < index) put(`shares[${index}].unit`, 'twice');
    if (quantity === null) put(`shares[${index}].quantity`, 'quantity');
    else if (Number.isNaN(quantity)) put(`shares[${index}].quantity`, 'badNumber');
  });
  for (const field of ['participants', 'women'] as const) {
    if (Number.isNaN(draft[field])) put(field, 'badNumber');
  }
  if (draft.participants !== null && draft.women !== null && draft.women > draft.participants) put('women', 'women');
  return found;
}

/** Whether the line is about this place; null when that is not known. */
export function inScope(line: PlanLine, place: Place): boolean | null {
  const { scope } = line;
  if (scope === undefined) return null;
  if (scope === 'province') return true;
  if (place.level === 'province') return true;
  if ('sites' in scope) return scope.sites.includes(place.code);
  if ('districts' in scope) return scope.districts.includes(place.district);
  if (scope.communes === 'all') return true;
  if (place.level === 'district') return null;
  return scope.communes === 'border' ? place.border : scope.communes.includes(place.code);
}

/** What I changed since `base`, put on top of what the others made of it. */
export function onTop(mine: ActivityBody, base: ActivityRecord | null, theirs: ActivityRecord): ActivityBody {
  if (base === null) return mine;
  const was = bodyOf(draftOf(base));
  const now = bodyOf(draftOf(theirs));
  const merged: Record<string, unknown> = { ...now };
  for (const key of Object.keys(was) as (keyof ActivityBody)[]) {
    if (JSON.stringify(mine[key]) !== JSON.stringify(was[key])) merged[key] = mine[key];
  }
  return merged as unknown as ActivityBody;
}
