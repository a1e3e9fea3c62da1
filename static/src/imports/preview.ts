/** What the map will show after the import: the server's statuses with its own changes put on top. Pure. */
import type { ImportChange } from '../api/imports';
import type { CoverageRow } from '../api/types';

/** The lines that change, the one with the most changes first. */
export function linesOf(changes: readonly ImportChange[]): { line: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { line } of changes) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => ({ line, count })).sort((a, b) => b.count - a.count || a.line.localeCompare(b.line));
}

export function applied(rows: readonly CoverageRow[], changes: readonly ImportChange[], line: string, after: boolean): CoverageRow[] {
  const byCode = new Map(changes.filter((change) => change.line === line).map((change) => [change.code, change]));
  return rows.map((row) => {
    const change = byCode.get(row.code);
    if (!change) return row;
    const status = after ? change.after : change.before;
    return { ...row, status, late: after && status === 'reached' ? false : row.late };
  });
}

/** Border communes first, then by district and name. */
export function sorted(changes: readonly ImportChange[]): ImportChange[] {
  return [...changes].sort(
    (a, b) =>
      Number(b.border) - Number(a.border) ||
      a.district.localeCompare(b.district, 'vi') ||
      a.name.localeCompare(b.name, 'vi') ||
      a.line.localeCompare(b.line),
  );
}
