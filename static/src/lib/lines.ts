/** How plan lines are named, and which of them the overall status and the matrix look at. */
import type { LineKind, PlanLine } from '../api/types';
import { pick, type Key } from '../i18n/index.svelte';

export const KINDS = [
  'leaflet', 'broadcast', 'conference', 'event', 'training',
  'pano', 'document', 'meeting', 'press', 'report',
] as const satisfies readonly LineKind[];

/** The kinds that count for a commune's overall status: the matrix starts with these. */
export const LOCAL_KINDS: readonly LineKind[] = ['leaflet', 'broadcast', 'conference', 'event', 'training'];

export const KIND_KEY: Record<LineKind, Key> = {
  leaflet: 'kind.leaflet',
  broadcast: 'kind.broadcast',
  conference: 'kind.conference',
  event: 'kind.event',
  training: 'kind.training',
  pano: 'kind.pano',
  document: 'kind.document',
  meeting: 'kind.meeting',
  press: 'kind.press',
  report: 'kind.report',
};

export const lineTitle = (line: { title_vi: string; title_en: string }): string =>
  pick(line.title_vi, line.title_en);
export const lineShort = (line: PlanLine): string => pick(line.short_vi, line.short_en);
export const lineUnit = (line: PlanLine): string => pick(line.unit, line.unit_en);

/** Lines grouped by their year, in the plan's order. */
export function byYear(lines: readonly PlanLine[]): [number, PlanLine[]][] {
  const groups = new Map<number, PlanLine[]>();
  for (const line of lines) {
    const group = groups.get(line.year);
    if (group) group.push(line);
    else groups.set(line.year, [line]);
  }
  return [...groups].sort(([a], [b]) => a - b);
}
