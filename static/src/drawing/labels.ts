/** Names on the map: placed one after the other, the important ones first, where nothing else stands. Pure. */
import type { At } from './projection';

export interface Label extends At {
  key: string;
  text: string;
  /** Smaller is placed first. */
  rank: number;
  size: number;
  light?: boolean;
}

export interface Placed extends Label {
  width: number;
}

export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const GAP = 3;

/** `measure` says how wide a text is at a size of one pixel; nothing is written over what is `already` there. */
export function placed(
  labels: readonly Label[],
  measure: (text: string) => number,
  within: { width: number; height: number },
  already: readonly Area[] = [],
): Placed[] {
  const taken: Area[] = [...already];
  const shown: Placed[] = [];
  for (const label of [...labels].sort((a, b) => a.rank - b.rank)) {
    const width = measure(label.text) * label.size;
    const box = {
      left: label.x - width / 2 - GAP, right: label.x + width / 2 + GAP,
      top: label.y - label.size / 2 - GAP, bottom: label.y + label.size / 2 + GAP,
    };
    const outside = box.right < 0 || box.left > within.width || box.bottom < 0 || box.top > within.height;
    const crossed = taken.some(
      (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
    );
    if (outside || crossed) continue;
    taken.push(box);
    shown.push({ ...label, width });
  }
  return shown;
}
