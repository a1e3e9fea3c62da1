/** The calls about accounts, tokens and the audit log. */
import type { AccountEntry, AuditCheck, AuditEntry, Role, TokenEntry } from './work';
import { read, send } from './write';

const account = (name: string, rest = ''): string => `/api/accounts/${encodeURIComponent(name)}${rest}`;

export interface AccountBody {
  role?: Role;
  districts?: string[];
  disabled?: boolean;
  password?: string;
}

export const accounts = {
  list: async (signal?: AbortSignal): Promise<AccountEntry[]> =>
    (await read<{ accounts: AccountEntry[] }>('/api/accounts', {}, signal)).value.accounts,
  create: async (body: AccountBody & { name: string }): Promise<AccountEntry> =>
    (await send<AccountEntry>('POST', '/api/accounts', { body })).value,
  change: async (name: string, body: AccountBody): Promise<AccountEntry> =>
    (await send<AccountEntry>('PUT', account(name), { body })).value,
  logOut: async (name: string): Promise<void> => {
    await send<undefined>('DELETE', account(name, '/sessions'));
  },
};

export const tokens = {
  list: async (of?: string, signal?: AbortSignal): Promise<TokenEntry[]> =>
    (await read<{ tokens: TokenEntry[] }>('/api/tokens', { account: of }, signal)).value.tokens,
  create: async (body: { label: string; days: number; role: Role }): Promise<TokenEntry & { token: string }> =>
    (await send<TokenEntry & { token: string }>('POST', '/api/tokens', { body })).value,
  revoke: async (id: string): Promise<void> => {
    await send<undefined>('DELETE', `/api/tokens/${encodeURIComponent(id)}`);
  },
};

export const changePassword = async (current: string, next: string): Promise<void> => {
  await send<undefined>('PUT', '/api/session/password', { body: { current, new: next } });
};

interface AuditAnswer {
  entries: AuditEntry[];
  whole?: boolean;
  check?: AuditCheck;
}

export const audit = async (query: { limit: number; before?: number | null }, signal?: AbortSignal): Promise<AuditEntry[]> =>
  (await read<AuditAnswer>('/api/audit', query, signal)).value.entries;

/** A pass over the whole log; null when the server does not say. */
export async function checkAudit(signal?: AbortSignal): Promise<AuditCheck | null> {
  const { value } = await read<AuditAnswer>('/api/audit', { limit: 1, check: true }, signal);
  return value.check ?? null;
}
