/** One record that is open: loading it with its history, doing something with it, and what to say when somebody was faster. */
import { activities, etagOf } from '../api/activities';
import { ApiError, isAbort } from '../api/http';
import type { ActivityRecord, Revision } from '../api/work';
import { data } from '../state/data.svelte';
import { session } from '../state/session.svelte';
import { status } from '../state/status.svelte';
import { rightsFor } from './rights';

export interface Conflict {
  base: ActivityRecord;
  current: ActivityRecord;
  by: string | null;
}

/** The district of a commune, of a pano's commune, or of the district itself. */
function districtOf(unit: string): string | undefined {
  const site = data.sites?.features.find(({ properties }) => properties.slug === unit)?.properties;
  const code = site?.commune_code ?? unit;
  const commune = data.communes?.features.find(({ properties }) => properties.code === code)?.properties;
  if (commune) return commune.district_code;
  return data.districts?.features.some(({ properties }) => properties.code === code) || code === '12' ? code : undefined;
}

export class OpenRecord {
  record: ActivityRecord | null = $state.raw(null);
  history: Revision[] | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  conflict: Conflict | null = $state.raw(null);
  loading = $state(false);
  busy = $state(false);

  rights = $derived(this.record ? rightsFor(session.me, this.record, districtOf) : null);
  #running: AbortController | null = null;

  /** Shows a record that a list had already, while its history is asked for. */
  show(record: ActivityRecord): void {
    Object.assign(this, { record, history: null, conflict: null, error: null });
    void this.load(record.id);
  }

  async load(id: string): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.loading = true;
    if (this.record?.id !== id) Object.assign(this, { record: null, history: null, conflict: null });
    try {
      const [{ value }, { revisions }] = await Promise.all([
        activities.one(id, running.signal),
        activities.history(id, running.signal),
      ]);
      if (this.#running !== running) return;
      this.record = value;
      this.history = revisions;
      this.error = null;
    } catch (error) {
      if (this.#running === running && !isAbort(error)) this.#fail(error);
    } finally {
      if (this.#running === running) this.loading = false;
    }
  }

  /** Answers whether it was done. When not, the page shows why. */
  async act(
    action: (record: ActivityRecord, etag: string) => Promise<unknown>,
    done: string,
  ): Promise<boolean> {
    const { record } = this;
    if (!record || this.busy) return false;
    this.busy = true;
    this.conflict = null;
    try {
      await action(record, etagOf(record));
      data.touched();
      status.say(done);
      await this.load(record.id);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'changed_meanwhile') await this.#changed(record, error);
      else if (error instanceof ApiError && error.status === 409) {
        status.say(error.detail);
        await this.load(record.id);
      } else this.#fail(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #changed(seen: ActivityRecord, error: ApiError): Promise<void> {
    await this.load(seen.id);
    const base = (error.problem['base'] as ActivityRecord | null | undefined) ?? seen;
    const current = this.record ?? (error.problem['current'] as ActivityRecord | undefined);
    if (current) this.conflict = { base, current, by: this.history?.[0]?.by ?? null };
  }

  #fail(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    this.error = error;
  }
}
