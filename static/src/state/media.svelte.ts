import { flushSync } from 'svelte';

const always = (): boolean => true;
/** Paper has a width, too: the page that is laid out anew for it would lose the map that is drawn. */
const onScreen = (): boolean => !matchMedia('print').matches;

/** The widths at which the page is laid out differently, and the user's wish for less motion. */
class MediaStore {
  /** A phone: map first, lists in a sheet. */
  compact = $state(false);
  /** Room for the matrix beside the map. */
  wide = $state(true);
  calm = $state(false);
  print = $state(false);

  start(): void {
    this.#follow('(max-width: 900px)', (matches) => (this.compact = matches), onScreen);
    this.#follow('(min-width: 1240px)', (matches) => (this.wide = matches), onScreen);
    this.#follow('(prefers-reduced-motion: reduce)', (matches) => (this.calm = matches));
    // What is printed takes the place of the page at once, before the sheets are counted: the query alone tells of it later.
    const printing = (yes: boolean): void => void flushSync(() => (this.print = yes));
    this.#follow('print', printing);
    addEventListener('beforeprint', () => printing(true));
    addEventListener('afterprint', () => printing(false));
  }

  #follow(query: string, set: (matches: boolean) => void, when = always): void {
    const list = matchMedia(query);
    set(list.matches);
    list.addEventListener('change', (event) => {
      if (when()) set(event.matches);
    });
  }
}

export const media = new MediaStore();
