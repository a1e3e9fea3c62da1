/**
 * Hears from the server when the data has changed (server-sent events). Starts after the first view
 * is there, rests while nobody looks, and tries again in growing intervals.
 */
import { t } from '../i18n/index.svelte';
import { data } from './data.svelte';
import { session } from './session.svelte';
import { status } from './status.svelte';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
const START_AFTER_MS = 2_500;
const OWN_MS = 4_000;

class LiveStore {
  /** The newest version the server told of; null before it said anything. */
  version: number | null = $state(null);
  #source: EventSource | null = null;
  #retry = FIRST_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #started = false;

  start(): void {
    document.addEventListener('visibilitychange', () => {
      if (!this.#started) return;
      if (document.visibilityState === 'visible') this.#open();
      else this.#close();
    });
    addEventListener('online', () => this.#started && this.#open());
    addEventListener('pagehide', () => this.#close());
    this.#timer = setTimeout(() => {
      this.#started = true;
      if (document.visibilityState === 'visible') this.#open();
    }, START_AFTER_MS);
  }

  /** After a sign-in there may be something to hear at once. */
  wake(): void {
    if (!this.#started || this.#source !== null || document.visibilityState !== 'visible') return;
    this.#retry = FIRST_RETRY_MS;
    this.#open();
  }

  #open(): void {
    this.#close();
    // Who is not signed in hears nothing of a private service; asked again in a while.
    if (session.locked) {
      this.#later();
      return;
    }
    const source = new EventSource('/api/events');
    this.#source = source;
    source.addEventListener('open', () => {
      document.documentElement.dataset['live'] = 'true';
      this.#retry = FIRST_RETRY_MS;
    });
    source.addEventListener('version', (event: MessageEvent<string>) => this.#heard(event.data));
    source.addEventListener('error', () => {
      this.#close();
      this.#later();
    });
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    delete document.documentElement.dataset['live'];
  }

  #later(): void {
    clearTimeout(this.#timer);
    // Spread, so that a restarted server is not met by everybody at once.
    const wait = this.#retry * (0.75 + Math.random() / 2);
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY_MS);
    this.#timer = setTimeout(() => {
      if (document.visibilityState === 'visible') this.#open();
    }, wait);
  }

  #heard(text: string): void {
    let version: unknown;
    try {
      version = (JSON.parse(text) as { version?: unknown }).version;
    } catch {
      return;
    }
    if (typeof version !== 'number' || version === this.version) return;
    const before = this.version;
    this.version = version;
    void data.renew(version).then((behind) => {
      // Not after one's own writing: that has been told already.
      const own = Date.now() - data.touchedAt < OWN_MS;
      if ((behind || before !== null) && !own) status.say(t('live.updated'));
    });
  }
}

export const live = new LiveStore();
