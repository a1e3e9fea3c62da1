/** The pages behind the map, each fetched when it is first opened. */
import type { Component } from 'svelte';
import { language } from '../i18n/index.svelte';
import type { PageName } from '../state/route';
import '../styles/desk.css';

/** A page takes the id in the address, or nothing: which of the two, the table below knows. */
type Load = () => Promise<{ default: unknown }>;

const LOAD: Record<Exclude<PageName, 'map'>, Load> = {
  records: () => import('../records/List.svelte'),
  record: () => import('../records/Record.svelte'),
  new: () => import('../record-form/RecordForm.svelte'),
  edit: () => import('../record-form/RecordForm.svelte'),
  queue: () => import('../queue/Queue.svelte'),
  import: () => import('../imports/Import.svelte'),
  accounts: () => import('../accounts/Accounts.svelte'),
  audit: () => import('../accounts/Audit.svelte'),
  reports: () => import('../reports/Reports.svelte'),
  account: () => import('../session/Account.svelte'),
  'sign-in': () => import('../session/SignIn.svelte'),
};

export async function loadPage(name: Exclude<PageName, 'map'>): Promise<Component<{ id?: string }>> {
  const [module] = await Promise.all([LOAD[name](), language.more('desk', 'files')]);
  return module.default as Component<{ id?: string }>;
}
