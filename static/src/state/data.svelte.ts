/**
 * What the server said about the current view. A newer question aborts the older one, and all
 * answers to one question appear together: colours, counts and list never contradict each other.
 */
import { client } from '../api/client';
import { ApiError } from '../api/http';
import type {
  Communes, CoverageRow, Districts, Lines, Matrix, MatrixRow, PanoReach, PanoSites, Plan, Summary,
} from '../api/types';
import { lineQuery, shownQuery, type View } from './url';
import { view as shown } from './view.svelte';

const REFRESH_AFTER_MS = 30_000;

function questionOf(view: View): string {
  return JSON.stringify([shownQuery(view), view.scope, view.reach]);
}

export interface Detail {
  row: MatrixRow;
  coverage: CoverageRow | null;
}

class DataStore {
  plan: Plan | null = $state.raw(null);
  communes: Communes | null = $state.raw(null);
  districts: Districts | null = $state.raw(null);
  nationalBorder: Lines | null = $state.raw(null);

  summary: Summary | null = $state.raw(null);
  coverage: CoverageRow[] | null = $state.raw(null);
  matrix: Matrix | null = $state.raw(null);
  sites: PanoSites | null = $state.raw(null);
  reach: PanoReach | null = $state.raw(null);
  detail: Detail | null = $state.raw(null);

  loading = $state(false);
  error: ApiError | null = $state.raw(null);
  loadedAt: Date | null = $state.raw(null);
  /** Set while the map is open: only then are new figures fetched at once. */
  watched = false;
  /** When this page itself last wrote something. */
  touchedAt = 0;
  /** The question that the figures on the page answer. */
  #answered: string | null = $state(null);

  #pending: Promise<void> = Promise.resolve();
  #running: AbortController | null = null;
  #runningDetail: AbortController | null = null;

  /** Whether the figures are for something else than what is chosen now (a request failed). */
  outdated(view: View): boolean {
    return this.#answered !== null && this.#answered !== questionOf(view);
  }

  /** The things that do not depend on the view. */
  async loadReference(): Promise<void> {
    if (this.plan && this.communes && this.districts && this.nationalBorder) return;
    try {
      const [plan, communes, districts, nationalBorder] = await Promise.all([
        client.plan(), client.communes(), client.districts(), client.nationalBorder(),
      ]);
      Object.assign(this, { plan, communes, districts, nationalBorder });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What the pages behind the map name places and lines with. */
  async loadPlaces(): Promise<void> {
    if (this.plan && this.communes && this.districts && this.sites) return;
    try {
      const [plan, communes, districts, sites] = await Promise.all([
        client.plan(), client.communes(), client.districts(), client.panoSites({}),
      ]);
      Object.assign(this, { plan, communes, districts, sites: this.sites ?? sites });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** How many of the records are sample data; asked for where nothing else of the figures is shown. */
  async loadSamples(signal: AbortSignal): Promise<number> {
    if (this.summary) return this.summary.sample_activities;
    try {
      return (await client.summary({}, signal)).sample_activities;
    } catch (error) {
      this.#fail(error);
      return 0;
    }
  }

  load(view: View): Promise<void> {
    this.#pending = this.#load(view);
    return this.#pending;
  }

  async #load(view: View): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.loading = true;
    const { signal } = running;
    const date = { as_of: view.asOf };
    try {
      const [summary, coverage, matrix, sites, reach] = await Promise.all([
        client.summary({ ...lineQuery(view), district: view.district }, signal),
        client.coverage(shownQuery(view), signal),
        client.matrix({ scope: view.scope, ...date, district: view.district }, signal),
        client.panoSites(date, signal),
        view.reach === null ? null : client.panoReach({ ...date, radius_km: view.reach }, signal),
      ]);
      if (this.#running !== running) return;
      const newer = this.summary !== null && this.summary.version !== summary.version;
      this.summary = summary;
      this.coverage = coverage.features.map((feature) => feature.properties);
      this.matrix = matrix;
      this.sites = sites;
      this.reach = reach;
      this.error = null;
      this.loadedAt = new Date();
      this.#answered = questionOf(view);
      if (newer) client.clear();
    } catch (error) {
      if (this.#running === running) this.#fail(error);
    } finally {
      if (this.#running === running) {
        this.loading = false;
        this.#running = null;
      }
    }
  }

  /** One commune with every line of the plan. */
  async loadDetail(view: View): Promise<void> {
    this.#runningDetail?.abort();
    if (view.commune === null) {
      this.detail = null;
      return;
    }
    const running = new AbortController();
    this.#runningDetail = running;
    const { signal } = running;
    try {
      const [matrix, coverage] = await Promise.all([
        client.matrix({ scope: 'all', as_of: view.asOf }, signal),
        client.coverage({ ...lineQuery(view), code: view.commune }, signal),
      ]);
      if (this.#runningDetail !== running) return;
      const row = matrix.rows.find((candidate) => candidate.code === view.commune);
      this.detail = row ? { row, coverage: coverage.features[0]?.properties ?? null } : null;
    } catch (error) {
      if (this.#runningDetail === running) this.#fail(error);
    }
  }

  async retry(view: View): Promise<void> {
    client.clear();
    await Promise.all([this.loadReference(), this.load(view), this.loadDetail(view)]);
  }

  /** Called when the page is looked at again: somebody may have recorded something meanwhile. */
  async refresh(view: View): Promise<void> {
    if (this.loading || !this.loadedAt) return;
    if (Date.now() - this.loadedAt.getTime() < REFRESH_AFTER_MS) return;
    await this.retry(view);
  }

  /** Something was written, here or elsewhere: what was kept is old. */
  touched(): void {
    client.clear();
    this.touchedAt = Date.now();
  }

  /** The server has this version now. Answers whether the page was behind it. */
  async renew(version: number): Promise<boolean> {
    await this.#pending;
    const known = this.summary?.version;
    if (known === version) return false;
    client.clear();
    if (this.watched) await this.retry(shown.current);
    return known !== undefined;
  }

  #fail(error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    this.error = error instanceof ApiError ? error : new ApiError('network', 0, String(error));
  }
}

export const data = new DataStore();
