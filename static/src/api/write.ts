/** Asking without the map's store of answers, writing, and sending files. */
import { ApiError, common, noticed, request, url, type Query } from './http';

export interface Sent<T> {
  value: T;
  etag: string | null;
  status: number;
}
export interface SendOptions {
  body?: unknown;
  query?: Query;
  /** The ETag of what is replaced. */
  ifMatch?: string | null;
  signal?: AbortSignal;
}

async function answer<T>(response: Response): Promise<Sent<T>> {
  const value = response.status === 204 ? undefined : await response.json();
  return { value: value as T, etag: response.headers.get('ETag'), status: response.status };
}

export async function read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Sent<T>> {
  const headers = { Accept: 'application/json' };
  return answer(await request(url(path, query), { headers, cache: 'no-cache', signal: signal ?? null }));
}

export async function send<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  { body, query, ifMatch, signal }: SendOptions = {},
): Promise<Sent<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (ifMatch) headers['If-Match'] = ifMatch;
  const init: RequestInit = { method, headers, signal: signal ?? null };
  if (body !== undefined) init.body = JSON.stringify(body);
  return answer(await request(url(path, query), init));
}

export interface UploadOptions {
  query?: Query;
  type?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Answer as a file instead of JSON. */
  blob?: boolean;
  onSent?: (sent: number, total: number) => void;
  /** Each line of an answer in NDJSON, as it comes. */
  onLine?: (line: unknown) => void;
}

/** A file, with progress (which `fetch` cannot tell). Resolves with the last line of an NDJSON answer. */
export function upload<T>(path: string, body: Blob | FormData, options: UploadOptions = {}): Promise<Sent<T>> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const { onLine, onSent, signal } = options;
    let seen = 0;
    let last: unknown;
    const lines = (final: boolean): void => {
      const text = call.responseText;
      for (;;) {
        const end = text.indexOf('\n', seen);
        if (end < 0 && !(final && seen < text.length)) return;
        const line = text.slice(seen, end < 0 ? text.length : end).trim();
        seen = end < 0 ? text.length : end + 1;
        if (line === '') continue;
        last = JSON.parse(line);
        onLine?.(last);
      }
    };
    call.open('POST', url(path, options.query));
    if (options.blob) call.responseType = 'blob';
    const headers: Record<string, string> = { 'Accept-Language': common.language, ...options.headers };
    if (options.type) headers['Content-Type'] = options.type;
    if (onLine) headers['Accept'] = 'application/x-ndjson, application/json';
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    call.upload.onprogress = (event) => onSent?.(event.loaded, event.total);
    const streaming = (): boolean => (call.getResponseHeader('Content-Type') ?? '').includes('ndjson');
    call.onprogress = () => {
      if (onLine && streaming()) lines(false);
    };
    call.onerror = () => reject(new ApiError('network', 0, 'network'));
    call.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    call.onload = () => void (async () => {
      const etag = call.getResponseHeader('ETag');
      try {
        if (call.status >= 200 && call.status < 300) {
          let value: unknown;
          if (options.blob) value = call.response;
          else if (onLine && streaming()) {
            lines(true);
            value = last;
          } else value = JSON.parse(call.responseText);
          resolve({ value: value as T, etag, status: call.status });
          return;
        }
        const text = options.blob ? await (call.response as Blob).text() : call.responseText;
        throw text;
      } catch (text) {
        let problem: unknown = null;
        try {
          problem = JSON.parse(String(text));
        } catch {
          // An answer that is no JSON, e.g. from a proxy: the status has to do.
        }
        reject(noticed(ApiError.of(call.status, problem, call.getResponseHeader('Retry-After'))));
      }
    })();
    signal?.addEventListener('abort', () => call.abort());
    call.send(body);
  });
}
