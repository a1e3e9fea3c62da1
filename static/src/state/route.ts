/** Which page the part of the address after `#` means. Pure; the map's view is in the query string. */

export const PAGES = [
  'map', 'records', 'record', 'new', 'edit', 'queue', 'import', 'accounts', 'account', 'audit', 'reports', 'sign-in',
] as const;
export type PageName = (typeof PAGES)[number];

export interface Route {
  name: PageName;
  id: string | null;
  query: Record<string, string>;
}

type Values = Record<string, string | number | null | undefined>;
const PLAIN = new Set<string>(['records', 'queue', 'import', 'accounts', 'account', 'audit', 'reports', 'sign-in']);

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const query = Object.fromEntries(new URLSearchParams(search));
  const [first = '', second = '', third = ''] = path.split('/');
  if (first === 'records' && second === 'new' && third === '') return { name: 'new', id: null, query };
  if (first === 'records' && second !== '') {
    const id = decode(second);
    if (third === '') return { name: 'record', id, query };
    if (third === 'edit') return { name: 'edit', id, query };
  }
  if (PLAIN.has(first) && second === '') return { name: first as PageName, id: null, query };
  return { name: 'map', id: null, query: {} };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withQuery(path: string, values: Values): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') query.set(key, String(value));
  }
  const text = query.toString().replace(/%2C/g, ',').replace(/%2F/g, '/');
  return text === '' ? path : `${path}?${text}`;
}

/** The address of a page, for `href`. */
export const to = {
  map: '#/',
  page: (name: Exclude<PageName, 'map' | 'record' | 'edit' | 'new'>, values: Values = {}): string =>
    withQuery(`#/${name}`, values),
  record: (id: string): string => `#/records/${encodeURIComponent(id)}`,
  edit: (id: string): string => `#/records/${encodeURIComponent(id)}/edit`,
  create: (values: { commune?: string | null; line?: string | null } = {}): string =>
    withQuery('#/records/new', values),
  route: ({ name, id, query }: Route): string => {
    if (name === 'map') return '#/';
    if (name === 'new') return withQuery('#/records/new', query);
    if (id === null) return withQuery(`#/${name}`, query);
    return withQuery(`#/records/${encodeURIComponent(id)}${name === 'edit' ? '/edit' : ''}`, query);
  },
};
