/** The entries of the audit log in words. An action this page does not know is shown as the server names it. */
import type { AuditEntry } from '../api/work';
import { t, type Key } from '../i18n/index.svelte';
import { ROLE_KEY } from '../lib/roles';
import { moment } from '../lib/time';
import { data } from '../state/data.svelte';
import { to } from '../state/route';

const ACTION: Record<string, Key> = {
  'activity.create': 'audit.activity.create',
  'activity.change': 'audit.activity.change',
  'activity.delete': 'audit.activity.delete',
  'activity.restore': 'audit.activity.restore',
  'activity.verify': 'audit.activity.verify',
  'activity.reject': 'audit.activity.reject',
  'account.create': 'audit.account.create',
  'account.change': 'audit.account.change',
  'session.open': 'audit.session.open',
  'session.close': 'audit.session.close',
  'session.close_all': 'audit.session.close_all',
  'session.refused': 'audit.session.refused',
  'token.create': 'audit.token.create',
  'token.remove': 'audit.token.remove',
  'import.record': 'audit.import.record',
};
const MEMBER: Record<string, Key> = {
  role: 'account.role',
  districts: 'account.districts',
  disabled: 'accounts.isDisabled',
  password: 'signIn.password',
  label: 'token.label',
  expires_at: 'token.expires',
  revision: 'audit.revision',
  file_name: 'audit.file',
  activities: 'audit.activities',
  sessions: 'accounts.sessions',
};

export const actionText = (action: string): string => (ACTION[action] ? t(ACTION[action]) : action);

/** Where the subject of an entry can be looked at. */
export function subjectLink({ action, subject }: AuditEntry): string | null {
  if (!subject) return null;
  if (action.startsWith('activity.')) return to.record(subject);
  return action.startsWith('import.') ? to.page('records', { import: subject }) : null;
}

function text(member: string, value: unknown): string {
  if (value === true) return t('audit.yes');
  if (value === false) return t('audit.no');
  if (member === 'role' && typeof value === 'string' && value in ROLE_KEY) return t(ROLE_KEY[value as keyof typeof ROLE_KEY]);
  if (member === 'expires_at' && typeof value === 'string') return moment(value);
  if (Array.isArray(value)) return value.map((item) => (member === 'districts' ? districtName(item) : String(item))).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function districtName(value: unknown): string {
  const code = typeof value === 'object' && value !== null && 'code' in value ? value.code : value;
  const found = data.districts?.features.find(({ properties }) => properties.code === code)?.properties.name;
  return found ?? (code === '12' ? t('form.wholeProvince') : String(code));
}

/** What is worth reading of the detail: no checksums, nothing empty. */
export function detailText({ detail }: AuditEntry): string {
  if (typeof detail !== 'object' || detail === null) return typeof detail === 'string' ? detail : '';
  return Object.entries(detail)
    .filter(([member, value]) => member in MEMBER && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([member, value]) => `${t(MEMBER[member] as Key)}: ${text(member, value)}`)
    .join(' · ');
}
