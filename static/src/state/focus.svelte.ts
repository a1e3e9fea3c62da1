/** Requests to move the map, from lists and search to the map. A click on the map itself makes none. */
class FocusStore {
  codes: ReadonlySet<string> | null = $state.raw(null);
  request = $state(0);

  on(codes: Iterable<string> | null): void {
    this.codes = codes === null ? null : new Set(codes);
    this.request += 1;
  }
}

export const focus = new FocusStore();
