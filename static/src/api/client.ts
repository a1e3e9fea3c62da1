/**
 * The only file that talks to the server. Every answer is kept by its URL, so that playing the
 * timeline a second time asks nothing; a new data version empties the store.
 */
import type {
  Communes, Coverage, Districts, Lines, Matrix, PanoReach, PanoSites, Plan, Summary,
} from './types';

const CACHE_SIZE = 400;

/** Why a request failed: no answer at all, or an answer that says what is wrong (RFC 9457). */
export class ApiError extends Error {
  constructor(
    readonly kind: 'network' | 'problem',
    readonly status: number,
    readonly detail: string,
  ) {
    super(detail);
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export function url(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString().replace(/%2C/g, ',');
  return text ? `${path}?${text}` : path;
}

function problemDetail(body: unknown, fallback: string): string {
  if (typeof body !== 'object' || body === null) return fallback;
  const { detail, title } = body as { detail?: unknown; title?: unknown };
  if (typeof detail === 'string') return detail;
  return typeof title === 'string' ? title : fallback;
}

export class Client {
  #cache = new Map<string, unknown>();
  language = 'vi';

  clear(): void {
    this.#cache.clear();
  }

  async #get<T>(address: string, signal?: AbortSignal): Promise<T> {
    const known = this.#cache.get(address);
    if (known !== undefined) return known as T;
    let response: Response;
    try {
      response = await fetch(address, {
        headers: { Accept: 'application/geo+json, application/json', 'Accept-Language': this.language },
        signal: signal ?? null,
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new ApiError('network', 0, error instanceof Error ? error.message : String(error));
    }
    if (!response.ok) {
      const body: unknown = await response.json().catch(() => null);
      throw new ApiError('problem', response.status, problemDetail(body, `HTTP ${response.status}`));
    }
    const value = (await response.json()) as T;
    this.#cache.set(address, value);
    if (this.#cache.size > CACHE_SIZE) {
      const oldest = this.#cache.keys().next();
      if (!oldest.done) this.#cache.delete(oldest.value);
    }
    return value;
  }

  plan = (): Promise<Plan> => this.#get('/api/plan');
  communes = (): Promise<Communes> => this.#get('/data/communes.geojson');
  nationalBorder = (): Promise<Lines> => this.#get('/data/national-border.geojson');
  districts = (): Promise<Districts> =>
    this.#get(url('/api/collections/districts/items', { skip_geometry: true, limit: 1000 }));

  coverage = (query: Query, signal?: AbortSignal): Promise<Coverage> =>
    this.#get(
      url('/api/collections/coverage/items', { ...query, skip_geometry: true, limit: 1000 }),
      signal,
    );
  summary = (query: Query, signal?: AbortSignal): Promise<Summary> =>
    this.#get(url('/api/summary', query), signal);
  matrix = (query: Query, signal?: AbortSignal): Promise<Matrix> =>
    this.#get(url('/api/matrix', query), signal);
  panoSites = (query: Query, signal?: AbortSignal): Promise<PanoSites> =>
    this.#get(url('/data/pano-sites.geojson', query), signal);
  panoReach = (query: Query, signal?: AbortSignal): Promise<PanoReach> =>
    this.#get(url('/api/pano-reach', query), signal);
}

export const client = new Client();
