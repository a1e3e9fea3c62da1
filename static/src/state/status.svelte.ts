/** Short messages about what has just happened; shown for a while and read out politely. */
class StatusStore {
  text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string, forMs = 6000): void {
    clearTimeout(this.#timer);
    this.text = text;
    this.#timer = setTimeout(() => (this.text = ''), forMs);
  }
}

export const status = new StatusStore();
