/** Fields as the server names them, as elements of the form, and in words. */
import { t, type Key } from '../i18n/index.svelte';
import type { Draft, Lack } from './draft';

const LACK: Record<Lack, Key> = {
  line: 'lack.line',
  title: 'lack.title',
  start: 'lack.start',
  badDate: 'form.badDate',
  order: 'lack.order',
  shares: 'lack.shares',
  unit: 'lack.unit',
  twice: 'lack.twice',
  quantity: 'lack.quantity',
  badNumber: 'form.badNumber',
  women: 'lack.women',
};
export const lackText = (lack: Lack): string => t(LACK[lack]);

const OWN = ['plan_line', 'title', 'start', 'end', 'participants', 'women', 'reference', 'note', 'code'];

/** The element that holds a field; undefined for what has none. */
export function fieldId(field: string, draft: Draft): string | undefined {
  if (OWN.includes(field)) return field;
  const share = /^shares\[(\d+)\](?:\.(unit|quantity))?$/.exec(field);
  if (share) {
    const row = draft.shares[Number(share[1])];
    return row ? `share-${row.key}-${share[2] ?? 'unit'}` : undefined;
  }
  return field === 'shares' ? 'share-add' : undefined;
}
