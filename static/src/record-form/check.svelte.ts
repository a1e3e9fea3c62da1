/** Asks the server, while the form is being filled in, what it would say to the record. Nothing is recorded. */
import { activities } from '../api/activities';
import { ApiError } from '../api/http';
import type { ActivityBody, Flag } from '../api/work';

const WAIT_MS = 400;

export class Check {
  warnings: Flag[] = $state.raw([]);
  faults: Flag[] = $state.raw([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | null = null;
  #asked = '';

  constructor(readonly id: string | null) {}

  later(body: () => ActivityBody | null): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const value = body();
      if (value) void this.#now(value);
    }, WAIT_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#asked = '';
  }

  async #now(body: ActivityBody): Promise<void> {
    const asked = JSON.stringify(body);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const { value } = await activities.check(this.id, body, running.signal);
      if (this.#running !== running) return;
      this.faults = [];
      this.warnings = value.warnings;
    } catch (error) {
      if (this.#running !== running || !(error instanceof ApiError)) return;
      // Only what is said about fields; anything else will be said when it is saved.
      this.faults = error.faults;
      this.warnings = [];
    }
  }
}
