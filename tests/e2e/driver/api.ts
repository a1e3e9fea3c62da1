/** What the server itself says, asked without the page. */
export const STATUSES = ['reached', 'partial', 'pending', 'overdue', 'not_targeted'] as const;
export type Status = (typeof STATUSES)[number];
export type ByStatus = Record<Status, number>;

export interface Row {
  code: string;
  name: string;
  border: boolean;
  late: boolean;
  status: Status;
  line: string | null;
  gap: number | null;
}
interface Counts {
  total: number;
  by_status: ByStatus;
}
export interface Summary {
  communes: Counts;
  border_communes: Counts;
  sample_activities: number;
}

async function get<T>(origin: string, path: string): Promise<T> {
  const response = await fetch(origin + path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export const summary = (origin: string, query = ''): Promise<Summary> => get(origin, `/api/summary?${query}`);

export async function coverage(origin: string, query = ''): Promise<Row[]> {
  const path = `/api/collections/coverage/items?skip_geometry=true&limit=1000&${query}`;
  const { features } = await get<{ features: { properties: Row }[] }>(origin, path);
  return features.map((feature) => feature.properties);
}

export function countByStatus(rows: readonly Row[]): ByStatus {
  const counts: ByStatus = { reached: 0, partial: 0, pending: 0, overdue: 0, not_targeted: 0 };
  for (const row of rows) counts[row.status] += 1;
  return counts;
}
