/** The records that wait, in the chosen order, and which of them is looked at. */
import { activities } from '../api/activities';
import { ApiError, isAbort, type Query } from '../api/http';
import type { ActivityRecord } from '../api/work';
import { OpenRecord } from '../records/open.svelte';

const MOST = 1000;
export type Order = 'oldest' | 'newest';

export class Waiting {
  records: ActivityRecord[] = $state.raw([]);
  matched = $state(0);
  at = $state(0);
  loaded = $state(false);
  error: ApiError | null = $state.raw(null);
  readonly opened = new OpenRecord();
  #running: AbortController | null = null;

  current = $derived(this.records[this.at]);

  /** Keeps to the record that is open; when it has gone, to the one that took its place. */
  async load(filter: Query, order: Order): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const query: Query = { ...filter, state: 'submitted', limit: MOST };
      let list = await activities.list(query, running.signal);
      // The list has the newest change first: the oldest are at its end.
      if (order === 'oldest' && list.matched > MOST) {
        list = await activities.list({ ...query, offset: list.matched - MOST }, running.signal);
      }
      if (this.#running !== running) return;
      const open = this.current?.id;
      this.records = order === 'oldest' ? [...list.records].reverse() : list.records;
      this.matched = list.matched;
      this.error = null;
      this.loaded = true;
      const found = this.records.findIndex(({ id }) => id === open);
      this.go(found >= 0 ? found : this.at);
      // Somebody may have changed the open one.
      if (found >= 0 && open !== undefined) void this.opened.load(open);
    } catch (error) {
      if (this.#running !== running || isAbort(error)) return;
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
    }
  }

  go(index: number): void {
    this.at = Math.min(Math.max(index, 0), Math.max(this.records.length - 1, 0));
    const { current, opened } = this;
    if (current && opened.record?.id !== current.id) opened.show(current);
  }

  start(): void {
    this.at = 0;
  }

  /** The open record is decided: the next one takes its place at once. */
  leave(id: string): void {
    const index = this.records.findIndex((record) => record.id === id);
    if (index < 0) return;
    this.records = this.records.filter((record) => record.id !== id);
    this.matched -= 1;
    this.go(index < this.at ? this.at - 1 : this.at);
  }
}
