/** The five statuses, in the order every legend and table shows them. */
import type { Key } from '../i18n/index.svelte';

export const STATUSES = ['reached', 'partial', 'pending', 'overdue', 'not_targeted'] as const;
export type Status = (typeof STATUSES)[number];

export const SIGN: Record<Status, string> = {
  reached: '●',
  partial: '◐',
  pending: '○',
  overdue: '▲',
  not_targeted: '–',
};

export const STATUS_KEY: Record<Status, Key> = {
  reached: 'status.reached',
  partial: 'status.partial',
  pending: 'status.pending',
  overdue: 'status.overdue',
  not_targeted: 'status.not_targeted',
};

export function isStatus(text: string): text is Status {
  return (STATUSES as readonly string[]).includes(text);
}
