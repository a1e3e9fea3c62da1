/** The calls about activities. */
import type { Query } from './http';
import type { ActivityBody, ActivityRecord, History, RecordList } from './work';
import { read, send, type Sent } from './write';

const path = (id: string, rest = ''): string => `/api/activities/${encodeURIComponent(id)}${rest}`;

export const etagOf = (record: Pick<ActivityRecord, 'revision'>): string => `"${record.revision}"`;

export const activities = {
  list: async (query: Query, signal?: AbortSignal): Promise<RecordList> =>
    (await read<RecordList>('/api/activities', query, signal)).value,
  one: (id: string, signal?: AbortSignal): Promise<Sent<ActivityRecord>> => read(path(id), {}, signal),
  history: async (id: string, signal?: AbortSignal): Promise<History> =>
    (await read<History>(path(id, '/history'), {}, signal)).value,
  create: (body: ActivityBody): Promise<Sent<ActivityRecord>> => send('POST', '/api/activities', { body }),
  /** What the server would say to it, as a new record or as a change of one; nothing is recorded. */
  check: (id: string | null, body: ActivityBody, signal: AbortSignal): Promise<Sent<ActivityRecord>> =>
    id === null
      ? send('POST', '/api/activities', { body, query: { dry_run: true }, signal })
      : send('PUT', path(id), { body, query: { dry_run: true }, ifMatch: '*', signal }),
  change: (id: string, body: ActivityBody, ifMatch: string): Promise<Sent<ActivityRecord>> =>
    send('PUT', path(id), { body, ifMatch }),
  remove: (id: string, ifMatch: string): Promise<Sent<undefined>> => send('DELETE', path(id), { ifMatch }),
  restore: (id: string, revision?: number, ifMatch?: string): Promise<Sent<ActivityRecord>> =>
    send('POST', path(id, '/restore'), { body: revision === undefined ? {} : { revision }, ifMatch: ifMatch ?? null }),
  verify: (id: string, ifMatch?: string): Promise<Sent<ActivityRecord>> =>
    send('POST', path(id, '/verify'), { body: {}, ifMatch: ifMatch ?? null }),
  reject: (id: string, reason: string, ifMatch?: string): Promise<Sent<ActivityRecord>> =>
    send('POST', path(id, '/reject'), { body: { reason }, ifMatch: ifMatch ?? null }),
};
