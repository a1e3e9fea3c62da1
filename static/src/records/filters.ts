/** The filters of the list as the address holds them, and the questions they mean. Pure. */
import { url, type Query } from '../api/http';
import { isDate } from '../lib/days';

export const STATES = ['submitted', 'verified', 'rejected', 'deleted'] as const;
export type ListState = (typeof STATES)[number];
export const PAGE_SIZE = 50;

export interface Filters {
  q: string;
  plan_line: string;
  district: string;
  place: string;
  state: string;
  from: string;
  until: string;
  recorded_by: string;
  import: string;
  /** Counted from 1. */
  page: number;
}

type Text = Exclude<keyof Filters, 'page'>;
const TEXTS: readonly Text[] = [
  'q', 'plan_line', 'district', 'place', 'state', 'from', 'until', 'recorded_by', 'import',
];
export const NO_FILTERS: Filters = {
  q: '', plan_line: '', district: '', place: '', state: '', from: '', until: '', recorded_by: '', import: '', page: 1,
};

/** Reads the address; what it does not understand it leaves out. */
export function parseFilters(query: Record<string, string>): Filters {
  const filters = { ...NO_FILTERS };
  for (const key of TEXTS) filters[key] = (query[key] ?? '').trim().slice(0, 200);
  if (!isDate(filters.from)) filters.from = '';
  if (!isDate(filters.until)) filters.until = '';
  filters.state = STATES.filter((state) => filters.state.split(',').includes(state)).join(',');
  const page = Number(query['page']);
  if (Number.isInteger(page) && page > 1) filters.page = page;
  return filters;
}

/** For the address: only what differs from the unfiltered first page. */
export function formatFilters(filters: Filters): Record<string, string | null> {
  const texts = Object.fromEntries(TEXTS.map((key) => [key, filters[key] === '' ? null : filters[key]]));
  return { ...texts, page: filters.page > 1 ? String(filters.page) : null };
}

export const isFiltered = (filters: Filters): boolean => TEXTS.some((key) => filters[key] !== '');

export function listQuery(filters: Filters): Query {
  const { page, ...rest } = filters;
  return { ...rest, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
}

export interface Export {
  /** Null when nothing but deleted records is wanted. */
  href: string | null;
  /** Deleted records are in no file: said beside the link, never left unsaid. */
  withoutDeleted: boolean;
}

/** The same choice from the collection of activities, as a file. */
export function exportOf(filters: Filters): Export {
  const { from, until } = filters;
  const states = filters.state.split(',').filter((state) => state !== '');
  const withoutDeleted = states.includes('deleted');
  if (withoutDeleted && states.length === 1) return { href: null, withoutDeleted };
  const query: Query = {
    q: filters.q,
    plan_line: filters.plan_line,
    district: filters.district,
    place: filters.place,
    import: filters.import,
    state: states.filter((state) => state !== 'deleted').join(','),
    recorded_by: filters.recorded_by,
    datetime: from === '' && until === '' ? '' : `${from === '' ? '..' : from}/${until === '' ? '..' : until}`,
    f: 'json',
    download: true,
  };
  return { href: url('/api/collections/activities/items', query), withoutDeleted };
}
