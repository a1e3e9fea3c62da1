/** Which pages one may go to. The server decides again; this only spares people closed doors. */
import type { Me } from '../api/work';
import type { Key } from '../i18n/index.svelte';
import { to, type PageName } from '../state/route';

export interface Destination {
  name: PageName;
  href: string;
  label: Key;
}

export function destinations(me: Me | null, locked: boolean): Destination[] {
  if (locked) return [];
  const list: Destination[] = [
    { name: 'map', href: to.map, label: 'nav.map' },
    { name: 'records', href: to.page('records'), label: 'nav.records' },
    { name: 'reports', href: to.page('reports'), label: 'nav.reports' },
  ];
  if (me?.can.record) list.push({ name: 'import', href: to.page('import'), label: 'nav.import' });
  if (me?.can.verify) list.push({ name: 'queue', href: to.page('queue'), label: 'nav.queue' });
  if (me?.can.manage) {
    list.push({ name: 'accounts', href: to.page('accounts'), label: 'nav.accounts' });
    list.push({ name: 'audit', href: to.page('audit'), label: 'nav.audit' });
  }
  return list;
}
