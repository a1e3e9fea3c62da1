/** The page that is open, and the one place that changes it. A form may ask before it is left. */
import { parseRoute, to, type Route } from './route';

class PageStore {
  current: Route = $state.raw(parseRoute(''));
  /** Where somebody wants to go while a form has unsaved changes. */
  asked: string | null = $state(null);
  /** Counts the changes of page: the heading takes the focus after the first. */
  visits = 0;
  #dirty: (() => boolean) | null = null;
  #dropped: (() => void) | null = null;
  #hash = '';

  start(): void {
    this.#hash = location.hash;
    this.current = parseRoute(location.hash);
    addEventListener('hashchange', () => this.#changed());
    addEventListener('beforeunload', (event) => {
      if (this.#dirty?.()) event.preventDefault();
    });
  }

  /** Back and forward, links, and `go` all come here. */
  #changed(): void {
    if (location.hash === this.#hash) return;
    if (this.#dirty?.()) {
      this.asked = location.hash;
      // Back to where we were, until the question is answered.
      history.pushState(null, '', this.#address(this.#hash));
      return;
    }
    this.#enter();
  }

  #enter(): void {
    this.#hash = location.hash;
    const next = parseRoute(location.hash);
    if (to.route(next) === to.route(this.current)) return;
    this.visits += 1;
    this.current = next;
  }

  #address(hash: string): string {
    return location.pathname + location.search + hash;
  }

  go(href: string, { replace = false, force = false } = {}): void {
    if (this.#dirty?.() && !force) {
      this.asked = href;
      return;
    }
    if (force) this.#dirty = null;
    if (replace) history.replaceState(null, '', this.#address(href));
    else if (href !== location.hash) history.pushState(null, '', this.#address(href));
    this.#enter();
  }

  /** Another query on the same page that should not fill the history, such as a filter being typed. */
  slide(query: Record<string, string | number | null | undefined>): void {
    const kept = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
    const next: Route = { ...this.current, query: Object.fromEntries(kept.map(([key, value]) => [key, String(value)])) };
    history.replaceState(null, '', this.#address(to.route(next)));
    this.#hash = location.hash;
    this.current = next;
  }

  /** Asks `dirty` before the page is left, tells `dropped` that it was; the returned function takes the question back. */
  guard(dirty: () => boolean, dropped: () => void): () => void {
    this.#dirty = dirty;
    this.#dropped = dropped;
    return () => {
      if (this.#dirty === dirty) this.#dirty = null;
    };
  }

  answer(leave: boolean): void {
    const { asked } = this;
    this.asked = null;
    if (!leave || asked === null) return;
    this.#dropped?.();
    this.go(asked, { force: true });
  }
}

export const page = new PageStore();
export { to };
