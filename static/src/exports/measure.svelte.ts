/** The size of the file behind an address, asked anew a moment after the address changes. */
import { ApiError, isAbort } from '../api/http';
import { sizeOf } from '../api/size';
import { errorText } from '../form/faults';

const REST_MS = 250;

export type Measured =
  | { state: 'asking' }
  | { state: 'known'; bytes: number }
  /** The server writes it as it sends it. */
  | { state: 'unknown' }
  | { state: 'failed'; text: string };

export class Measure {
  current: Measured = $state.raw({ state: 'asking' });

  /** For an effect: the returned function ends the question. */
  follow(address: string): () => void {
    this.current = { state: 'asking' };
    const running = new AbortController();
    const timer = setTimeout(() => void this.#ask(address, running.signal), REST_MS);
    return () => {
      clearTimeout(timer);
      running.abort();
    };
  }

  async #ask(address: string, signal: AbortSignal): Promise<void> {
    try {
      const bytes = await sizeOf(address, signal);
      if (!signal.aborted) this.current = bytes === null ? { state: 'unknown' } : { state: 'known', bytes };
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      this.current = { state: 'failed', text: error instanceof ApiError ? errorText(error) : String(error) };
    }
  }
}
