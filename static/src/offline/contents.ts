/**
 * What the server put into the file: the same answers that the API gives, for one day. From them follow, without any rule of
 * the plan being known here, the answers to every question the page can ask.
 */
import type {
  Communes, Counts, Coverage, CoverageRow, Districts, Lines, Matrix, MatrixRow, PanoSites, Plan, Summary,
} from '../api/types';
import type { Lang } from '../lib/format';
import { STATUSES, type Status } from '../lib/status';

export interface Source {
  vi: string;
  en: string;
  licence: string | null;
}

export interface Contents {
  version: number;
  /** When the newest record in it was made. */
  time: string;
  as_of: string;
  /** The moment whose knowledge it shows; null is all that is known. */
  known_at: string | null;
  /** The one district the file is about; null is the province. */
  district: string | null;
  lang: Lang;
  plan: Plan;
  summary: Summary;
  matrix: Matrix;
  /** Overall, without outlines. */
  coverage: Coverage;
  communes: Communes;
  districts: Districts;
  sites: PanoSites;
  national_border: Lines;
  sources: Source[];
}

/** What is looked at. */
export interface Question {
  line: string | null;
  district: string | null;
  border: boolean;
  statuses: readonly Status[] | null;
}

export function readContents(text: string): Contents {
  return JSON.parse(text) as Contents;
}

/** Differences of decimal quantities, without the dust of binary fractions. */
const less = (a: number, b: number): number => Math.max(Math.round((a - b) * 1e6) / 1e6, 0);

function rowOf(overall: CoverageRow, row: MatrixRow, line: string | null): CoverageRow {
  if (line === null) return overall;
  const cell = row.cells.find((candidate) => candidate.line === line);
  if (!cell) return { ...overall, line, status: 'not_targeted', quota: null, achieved: null, gap: null, late: false };
  const { status, quota, achieved, late } = cell;
  return {
    ...overall, line, status, quota, achieved, late, share: null,
    gap: quota === null ? null : less(quota, achieved ?? 0),
    lines_applicable: null, lines_reached: null,
  };
}

/** Every commune of the file with its status for one line, or overall. */
export function rowsOf(contents: Contents, line: string | null): CoverageRow[] {
  const overall = new Map(contents.coverage.features.map(({ properties }) => [properties.code, properties]));
  const rows: CoverageRow[] = [];
  for (const row of contents.matrix.rows) {
    const known = overall.get(row.code);
    if (known) rows.push(rowOf(known, row, line));
  }
  return rows;
}

export function inDistrict<T extends { district_code: string }>(rows: readonly T[], district: string | null): T[] {
  return district === null ? [...rows] : rows.filter((row) => row.district_code === district);
}

export function shownRows(rows: readonly CoverageRow[], { district, border, statuses }: Question): CoverageRow[] {
  return inDistrict(rows, district).filter(
    (row) => (!border || row.border) && (statuses === null || statuses.includes(row.status)),
  );
}

export function countsOf(rows: readonly { status: Status }[]): Counts {
  const by_status = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const row of rows) by_status[row.status] += 1;
  return { total: rows.length, by_status };
}

/** The figures for a line and a district. Leaflets and late lines are the whole plan's, as on the map page. */
export function summaryOf(contents: Contents, rows: readonly CoverageRow[], { line, district }: Question): Summary {
  const counted = inDistrict(rows, district);
  const codes = new Set(counted.map((row) => row.code));
  const sites = contents.sites.features.filter(({ properties }) => codes.has(properties.commune_code));
  const built = (status: string): number => sites.filter(({ properties }) => properties.status === status).length;
  return {
    ...contents.summary,
    line,
    communes: countsOf(counted),
    border_communes: countsOf(counted.filter((row) => row.border)),
    panos: { total: sites.length, built: built('built'), planned: built('planned'), overdue: built('overdue') },
  };
}

export function matrixOf(contents: Contents, scope: 'border' | 'all', district: string | null): Matrix {
  const rows = inDistrict(contents.matrix.rows, district).filter((row) => scope === 'all' || row.border);
  return { ...contents.matrix, rows };
}
