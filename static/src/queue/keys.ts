/** The keys of the queue. They rest while one types, while a dialog is open, and with any modifier. */
export const COMMANDS = ['next', 'before', 'verify', 'reject', 'open'] as const;
export type Command = (typeof COMMANDS)[number];

/** The first key of each is the one that is documented beside the letter. */
export const KEYS: Record<Command, readonly string[]> = {
  next: ['J', '→'],
  before: ['K', '←'],
  verify: ['X'],
  reject: ['T'],
  open: ['O'],
};
const BY_KEY: Record<string, Command> = {
  j: 'next', arrowright: 'next', k: 'before', arrowleft: 'before', x: 'verify', t: 'reject', o: 'open',
};

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
}

/** `busy` says that the focus is in a field or in a dialog. */
export function commandOf(event: Pressed, busy: boolean): Command | null {
  if (busy || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const command = BY_KEY[event.key.toLowerCase()] ?? null;
  // A key held down walks through the list, but decides nothing.
  return event.repeat && command !== 'next' && command !== 'before' ? null : command;
}

export const isField = (tag: string, editable: boolean): boolean =>
  editable || ['INPUT', 'SELECT', 'TEXTAREA', 'OPTION'].includes(tag);

const STORED = 'vungphu.queue.keys';

/** Whether the keys are wanted: yes, unless somebody said no. */
export function remembered(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

export function remember(on: boolean): void {
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // Storage may be forbidden; the choice then holds until the page is left.
  }
}
