/** Drafts that survive a reload or a lost session, in this tab only. */
import type { Draft } from './draft';

export interface Kept {
  draft: Draft;
  /** The revision the draft changes; null for a new record. */
  revision: number | null;
}
const key = (name: string): string => `vungphu.draft.${name}`;

export function keep(name: string, kept: Kept): void {
  try {
    sessionStorage.setItem(key(name), JSON.stringify(kept));
  } catch {
    // Full or forbidden: the form works without.
  }
}

export function kept(name: string): Kept | null {
  try {
    const text = sessionStorage.getItem(key(name));
    const value = text === null ? null : (JSON.parse(text) as Partial<Kept>);
    return value?.draft && Array.isArray(value.draft.shares) ? { draft: value.draft, revision: value.revision ?? null } : null;
  } catch {
    return null;
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(key(name));
  } catch {
    // As above.
  }
}
