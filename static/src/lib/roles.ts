/** What one may be, from the least to the most. */
import type { Role } from '../api/work';
import type { Key } from '../i18n/index.svelte';

export const ROLES = ['viewer', 'editor', 'verifier', 'admin'] as const satisfies readonly Role[];

export const ROLE_KEY: Record<Role, Key> = {
  viewer: 'role.viewer',
  editor: 'role.editor',
  verifier: 'role.verifier',
  admin: 'role.admin',
};

/** The roles at most as mighty as this one. */
export const upTo = (role: Role): Role[] => ROLES.slice(0, ROLES.indexOf(role) + 1);
