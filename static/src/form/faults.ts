/** What the server objects to, put beside the fields it is about. */
import type { ApiError } from '../api/http';
import type { Flag } from '../api/work';
import { pick, t } from '../i18n/index.svelte';

export const flagText = (flag: Flag): string => pick(flag.message_vi, flag.message_en);

/** The words for an error as a whole. */
export function errorText(error: ApiError): string {
  return error.kind === 'network' ? t('notice.unreachable') : error.detail;
}

/** All messages about one field, as one text; null when there is none. */
export function about(flags: readonly Flag[], ...fields: string[]): string | null {
  const texts = flags.filter(({ field }) => fields.includes(field)).map(flagText);
  return texts.length === 0 ? null : [...new Set(texts)].join(' ');
}
