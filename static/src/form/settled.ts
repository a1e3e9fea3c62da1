/**
 * A message that appears when a field is left moves what is below it. When the field is left by
 * pressing something there, the message waits until that has been clicked: otherwise the click misses.
 */
let pressed = false;
addEventListener('pointerdown', () => (pressed = true), { capture: true });
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => (pressed = false), { capture: true });

export function settled(action: () => void): void {
  if (!pressed) action();
  else addEventListener('pointerup', () => setTimeout(action, 60), { once: true, capture: true });
}
