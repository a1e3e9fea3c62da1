/** The order of the gap list: border communes first, then the late ones, then the larger gap. */
import type { CoverageRow } from '../api/types';

/** What is missing: units of the line, or for the overall view lines not yet reached. */
export function missing(row: CoverageRow): number {
  if (row.line !== null) return row.gap ?? 0;
  return (row.lines_applicable ?? 0) - (row.lines_reached ?? 0);
}

export function gapList(rows: readonly CoverageRow[]): CoverageRow[] {
  return rows
    .filter((row) => row.status !== 'not_targeted' && row.status !== 'reached')
    .sort(
      (a, b) =>
        Number(b.border) - Number(a.border) ||
        Number(b.late) - Number(a.late) ||
        missing(b) - missing(a) ||
        a.code.localeCompare(b.code),
    );
}
