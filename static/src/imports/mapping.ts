/** Which column of the file is which field. A field is in one column at most. Pure. */
import type { ImportColumn, ImportField } from '../api/imports';

export type Mapping = Record<string, string | null>;

/** What the server made of the headers, with what was chosen since. */
export function mappingOf(columns: readonly ImportColumn[], chosen: Mapping = {}): Mapping {
  return Object.fromEntries(columns.map(({ header, field }) => [header, chosen[header] === undefined ? field : chosen[header]]));
}

/** Chooses a field for a column; the column that had it is left unread. */
export function assign(mapping: Mapping, header: string, field: string | null): Mapping {
  const freed = Object.entries(mapping).map(([other, current]) => [other, field !== null && current === field ? null : current]);
  return { ...(Object.fromEntries(freed) as Mapping), [header]: field };
}

export function missingFields(fields: readonly ImportField[], mapping: Mapping): ImportField[] {
  const used = new Set(Object.values(mapping));
  return fields.filter(({ field, required }) => required && !used.has(field));
}

/** Only what differs from the server's own reading: that is what is sent. */
export function overrides(columns: readonly ImportColumn[], mapping: Mapping, before: Mapping = {}): Mapping {
  const changed = columns.filter(({ header, field }) => header in before || mapping[header] !== field);
  return Object.fromEntries(changed.map(({ header }) => [header, mapping[header] ?? null]));
}

/** Whether somebody should look at the columns before the rows: something is not read, or something is missing. */
export const needsLook = (columns: readonly ImportColumn[], fields: readonly ImportField[], sheets: number): boolean =>
  sheets > 1 || columns.some(({ field }) => field === null) || missingFields(fields, mappingOf(columns)).length > 0;
