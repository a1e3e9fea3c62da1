/** The one place that changes the view, and writes it into the address bar. */
import { EMPTY, formatView, parseView, type View } from './url';

class ViewStore {
  current: View = $state(EMPTY);
  /** Counts the times the whole view came from outside (first load, back, forward). */
  restored = $state(0);
  #address = true;

  /** Without `address` the view is read from the address once and never written there. */
  start({ address = true } = {}): void {
    this.#address = address;
    const restore = (): void => {
      const next = parseView(location.search);
      // Going to another page (the part after `#`) leaves the view as it is.
      if (this.restored > 0 && formatView(next) === formatView(this.current)) return;
      this.current = next;
      this.restored += 1;
    };
    restore();
    addEventListener('popstate', restore);
  }

  /** A step the back button should undo. */
  go(patch: Partial<View>): void {
    this.#apply(patch, (address) => history.pushState(null, '', address));
  }

  /** A movement (panning, dragging the date) that should not fill the history. */
  slide(patch: Partial<View>): void {
    this.#apply(patch, (address) => history.replaceState(null, '', address));
  }

  #apply(patch: Partial<View>, write: (address: string) => void): void {
    const next = { ...this.current, ...patch };
    const address = location.pathname + formatView(next);
    this.current = next;
    if (this.#address && address !== location.pathname + location.search) write(address + location.hash);
  }
}

export const view = new ViewStore();
