/** The view as the address bar holds it: everything needed to show somebody else the same page. */
import { isDate } from '../lib/days';
import type { Lang } from '../lib/format';
import { isStatus, STATUSES, type Status } from '../lib/status';

export interface MapPosition {
  zoom: number;
  lat: number;
  lon: number;
}

export interface View {
  line: string | null;
  year: number | null;
  district: string | null;
  border: boolean;
  /** Null shows every status. */
  statuses: Status[] | null;
  /** Null is the server's today. */
  asOf: string | null;
  commune: string | null;
  scope: 'border' | 'all';
  /** Kinds of lines in the matrix; null is the default choice. */
  kinds: string[] | null;
  /** Radius in km of the circles around the panos; null hides them. */
  reach: number | null;
  map: MapPosition | null;
  lang: Lang | null;
}

export const EMPTY: View = {
  line: null, year: null, district: null, border: false, statuses: null, asOf: null,
  commune: null, scope: 'border', kinds: null, reach: null, map: null, lang: null,
};

const ID = /^[A-Za-z0-9-]{1,64}$/;

function id(text: string | null): string | null {
  return text !== null && ID.test(text) ? text : null;
}

function positive(text: string | null, max: number): number | null {
  const value = Number(text);
  return text !== null && value > 0 && value <= max ? value : null;
}

function mapPosition(text: string | null): MapPosition | null {
  const parts = text?.split('/').map(Number) ?? [];
  const [zoom, lat, lon] = parts;
  if (parts.length !== 3 || parts.some((part) => !Number.isFinite(part))) return null;
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}

function statuses(text: string | null): Status[] | null {
  if (text === null) return null;
  const wanted = text.split(',').filter(isStatus);
  const ordered = STATUSES.filter((status) => wanted.includes(status));
  return ordered.length === 0 || ordered.length === STATUSES.length ? null : ordered;
}

/** Reads a query string; what it does not understand it leaves at the default. */
export function parseView(search: string): View {
  const query = new URLSearchParams(search);
  const date = query.get('as_of');
  const kinds = query.get('kinds');
  const lang = query.get('lang');
  return {
    line: id(query.get('line')),
    year: positive(query.get('year'), 9999),
    district: id(query.get('district')),
    border: query.get('border') === 'true',
    statuses: statuses(query.get('status')),
    asOf: date !== null && isDate(date) ? date : null,
    commune: id(query.get('commune')),
    scope: query.get('scope') === 'all' ? 'all' : 'border',
    kinds: kinds === null ? null : kinds.split(',').filter((kind) => ID.test(kind)),
    reach: positive(query.get('reach'), 100),
    map: mapPosition(query.get('map')),
    lang: lang === 'vi' || lang === 'en' ? lang : null,
  };
}

export function formatView(view: View): string {
  const query = new URLSearchParams();
  const put = (key: string, value: string | number | null): void => {
    if (value !== null) query.set(key, String(value));
  };
  put('line', view.line);
  put('year', view.year);
  put('district', view.district);
  put('border', view.border ? 'true' : null);
  put('status', view.statuses?.join(',') ?? null);
  put('as_of', view.asOf);
  put('commune', view.commune);
  put('scope', view.scope === 'all' ? 'all' : null);
  put('kinds', view.kinds?.join(',') ?? null);
  put('reach', view.reach);
  put('lang', view.lang);
  if (view.map) {
    put('map', `${view.map.zoom.toFixed(2)}/${view.map.lat.toFixed(4)}/${view.map.lon.toFixed(4)}`);
  }
  const text = query.toString().replace(/%2C/g, ',').replace(/%2F/g, '/');
  return text === '' ? '' : `?${text}`;
}

/** The parameters of the figures: which line and which day. */
export function lineQuery(view: View): Record<string, string | number | null> {
  return { line: view.line, year: view.line === null ? view.year : null, as_of: view.asOf };
}

/** The parameters of what the map shows, and of its download. */
export function shownQuery(view: View): Record<string, string | number | boolean | null> {
  return {
    ...lineQuery(view),
    district: view.district,
    border: view.border ? true : null,
    status: view.statuses?.join(',') ?? null,
  };
}
