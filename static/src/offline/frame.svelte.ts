/** The window on the drawing: fitted to its room, moved by pointer, wheel and keys. */
import { fitting, zoomed, type At, type Frame, type Room } from '../drawing/projection';

const STEP = 60;
const KEYS: Record<string, At> = {
  ArrowLeft: { x: STEP, y: 0 },
  ArrowRight: { x: -STEP, y: 0 },
  ArrowUp: { x: 0, y: STEP },
  ArrowDown: { x: 0, y: -STEP },
};
/** Less is a click with an unsteady hand. */
const MOVED = 4;

export class MapFrame {
  current: Frame = $state.raw({ scale: 1, left: 0, top: 0 });
  /** The scale at which all of the drawing is seen. */
  least = $state(1);
  /** Whether the pointer has moved the map since it went down: then its end is no click. */
  dragged = false;
  #pointers: { id: number; at: At }[] = [];
  #down: At | null = null;

  get near(): boolean {
    return this.current.scale > this.least * 1.01;
  }

  /** Shows all from one corner to the other, but no nearer than that one still sees what is around. */
  fit(from: At, to: At, room: Room, nearest = Infinity): void {
    this.current = fitting(from, to, room, nearest * this.least);
  }

  zoom(by: number, at: At): void {
    this.current = zoomed(this.current, by, at, this.least);
  }

  pan(by: At): void {
    const { scale, left, top } = this.current;
    this.current = { scale, left: left + by.x, top: top + by.y };
  }

  /** Whether the key was one of the map's. */
  key(key: string, centre: At): boolean {
    const move = KEYS[key];
    if (move) this.pan(move);
    else if (key === '+' || key === '=') this.zoom(1.5, centre);
    else if (key === '-') this.zoom(1 / 1.5, centre);
    else return false;
    return true;
  }

  press(id: number, at: At): void {
    this.#pointers = [...this.#pointers.filter((known) => known.id !== id), { id, at }];
    this.#down = at;
    if (this.#pointers.length === 1) this.dragged = false;
  }

  /** Answers whether the map follows the pointer from here on. */
  move(id: number, at: At): boolean {
    const pointer = this.#pointers.find((known) => known.id === id);
    if (!pointer || !this.#down) return false;
    if (!this.dragged && Math.hypot(at.x - this.#down.x, at.y - this.#down.y) < MOVED) return false;
    this.dragged = true;
    const before = pointer.at;
    const other = this.#pointers.find((known) => known.id !== id)?.at;
    pointer.at = at;
    if (other) {
      const apart = (from: At): number => Math.max(Math.hypot(from.x - other.x, from.y - other.y), 1);
      this.zoom(apart(at) / apart(before), { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
      this.pan({ x: (at.x - before.x) / 2, y: (at.y - before.y) / 2 });
    } else {
      this.pan({ x: at.x - before.x, y: at.y - before.y });
    }
    return true;
  }

  release(id: number): void {
    this.#pointers = this.#pointers.filter((known) => known.id !== id);
  }
}
