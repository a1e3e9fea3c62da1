/**
 * How many communes are on the screen, by status: a check that what is drawn is what was
 * answered. A commune cut by tile edges comes in pieces and counts once.
 */
import { STATUSES } from '../lib/status';

export function drawnCounts(features: readonly { properties: Record<string, unknown> }[]): string {
  const byCode = new Map<unknown, unknown>();
  for (const { properties } of features) byCode.set(properties['code'], properties['status']);
  const statuses = [...byCode.values()];
  return STATUSES.map((status) => `${status}:${statuses.filter((found) => found === status).length}`).join(' ');
}
