/** How large a file will be, asked without fetching it. */
import { request } from './http';

/** Every byte of the file, or null where the server itself does not know before it has written all of it. */
export async function sizeOf(address: string, signal: AbortSignal): Promise<number | null> {
  // Who asks for a part gets the file as it will lie on the disk, uncompressed, and is told of how much it is a part.
  const response = await request(address, { headers: { Range: 'bytes=0-0', Accept: '*/*' }, signal });
  const total = sizeTold(response.status, response.headers);
  // Not a part: the rest is not wanted.
  if (response.status !== 206) await response.body?.cancel();
  return total;
}

export function sizeTold(status: number, headers: Pick<Headers, 'get'>): number | null {
  const told =
    status === 206
      ? /^bytes \d+-\d+\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1]
      : headers.get('Content-Encoding') === null
        ? headers.get('Content-Length')
        : null;
  return told === null || told === undefined ? null : Number(told);
}
