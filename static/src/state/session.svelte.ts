/** Who is using the page, and what they may do. Asked for at the start, beside the map. */
import { ApiError, common } from '../api/http';
import type { Me, SessionAnswer } from '../api/work';
import { read, send } from '../api/write';
import { data } from './data.svelte';
import { page, to } from './page.svelte';

const NOBODY = { record: false, verify: false, manage: false };
const PROVINCE = '12';

class SessionStore {
  me: Me | null = $state.raw(null);
  private = $state(false);
  /** Whether the server knows accounts at all, and has been asked. */
  offered = $state(false);
  known = $state(false);
  /** There is no account yet: nobody can sign in. */
  nobody = $state(false);

  can = $derived(this.me?.can ?? NOBODY);
  /** Nothing may be shown but the sign-in page. */
  locked = $derived(this.private && this.me === null);

  async start(): Promise<void> {
    common.signInNeeded = () => this.#lost();
    await this.load();
  }

  async load(): Promise<void> {
    try {
      const { value } = await read<SessionAnswer>('/api/session');
      this.#take(value);
    } catch (error) {
      // A server without accounts, or none at all: the map says the latter.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.known = true;
    }
  }

  async signIn(name: string, password: string): Promise<void> {
    const { value } = await send<SessionAnswer>('POST', '/api/session', { body: { name, password } });
    this.#take(value);
    data.touched();
  }

  async signOut(everywhere = false): Promise<void> {
    await send<undefined>('DELETE', '/api/session', everywhere ? { query: { everywhere: true } } : {});
    this.me = null;
    data.touched();
    page.go(this.private ? to.page('sign-in') : to.map, { force: true });
  }

  /** Whether records may be made in this district; what is of the whole province has the code `12`. */
  mayUse(district: string | null): boolean {
    const { me } = this;
    if (!me?.can.record) return false;
    if (me.role !== 'editor') return true;
    return me.districts.some(({ code }) => code === PROVINCE || code === district);
  }

  #take(answer: SessionAnswer): void {
    this.me = answer.account;
    this.private = answer.private;
    this.nobody = !answer.accounts;
    this.offered = true;
  }

  #lost(): void {
    this.me = null;
    this.offered = true;
    if (page.current.name === 'sign-in') return;
    page.go(to.page('sign-in', { next: to.route(page.current).slice(1) }), { replace: true, force: true });
  }
}

export const session = new SessionStore();
