/** One question to the server at a time: a newer one ends the older one, and a failure can be tried again. */
import { ApiError, isAbort } from '../api/http';

export class Loader<T> {
  value: T | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  loading = $state(false);
  #running: AbortController | null = null;

  async load(ask: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.loading = true;
    try {
      const value = await ask(running.signal);
      if (this.#running !== running) return;
      this.value = value;
      this.error = null;
    } catch (error) {
      if (this.#running !== running || isAbort(error)) return;
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
    } finally {
      if (this.#running === running) this.loading = false;
    }
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.loading = false;
  }
}
