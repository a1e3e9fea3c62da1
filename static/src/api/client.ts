/**
 * The reading that the map does. Every answer is kept by its URL, so that playing the
 * timeline a second time asks nothing; a new data version empties the store.
 */
import { request, url, type Query } from './http';
import type {
  Communes, Coverage, Districts, Lines, Matrix, PanoReach, PanoSites, Plan, Summary,
} from './types';

const CACHE_SIZE = 400;

export class Client {
  #cache = new Map<string, unknown>();

  clear(): void {
    this.#cache.clear();
  }

  async #get<T>(address: string, signal?: AbortSignal): Promise<T> {
    const known = this.#cache.get(address);
    if (known !== undefined) return known as T;
    const response = await request(address, {
      headers: { Accept: 'application/geo+json, application/json' },
      signal: signal ?? null,
    });
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
