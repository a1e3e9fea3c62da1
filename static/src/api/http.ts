/** Asking the server: addresses, and errors that keep everything a problem document says (RFC 9457). */
import type { Flag } from './work';

export type Query = Record<string, string | number | boolean | null | undefined>;

export function url(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString().replace(/%2C/g, ',');
  return text ? `${path}?${text}` : path;
}

/** Why a request failed: no answer at all, or an answer that says what is wrong. */
export class ApiError extends Error {
  constructor(
    readonly kind: 'network' | 'problem',
    readonly status: number,
    readonly detail: string,
    /** Every member of the problem document. */
    readonly problem: Record<string, unknown> = {},
  ) {
    super(detail);
  }

  get code(): string {
    return typeof this.problem['code'] === 'string' ? this.problem['code'] : '';
  }

  get faults(): Flag[] {
    const { faults } = this.problem;
    return Array.isArray(faults) ? (faults as Flag[]) : [];
  }

  /** The whole JSON body of a failed request, or of a failed upload. */
  static of(status: number, body: unknown, retryAfter: string | null = null): ApiError {
    const problem = typeof body === 'object' && body !== null ? { ...(body as Record<string, unknown>) } : {};
    if (retryAfter !== null) problem['retry_after'] = Number(retryAfter);
    const { detail, title } = problem;
    const text = typeof detail === 'string' ? detail : typeof title === 'string' ? title : `HTTP ${status}`;
    return new ApiError('problem', status, text, problem);
  }
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** What every request has in common, set by the states that know it. */
export const common = {
  language: 'vi',
  /** Called when an answer says that one has to sign in (again). */
  signInNeeded: (): void => undefined,
};

/** Throws an `ApiError` for everything that is not an answer with 2xx. */
export async function request(address: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, {
      ...init,
      headers: { 'Accept-Language': common.language, ...(init.headers as Record<string, string> | undefined) },
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError('network', 0, error instanceof Error ? error.message : String(error));
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  throw noticed(ApiError.of(response.status, body, response.headers.get('Retry-After')));
}

/** An error on its way to the caller; a lost session is told to whoever waits for that. */
export function noticed(error: ApiError): ApiError {
  if (error.status === 401 && error.code === 'sign_in_needed') common.signInNeeded();
  return error;
}
