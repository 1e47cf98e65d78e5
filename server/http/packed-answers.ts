import type { ServerResponse } from 'node:http';

/** Under this name a route says how its answer is packed. */
export const PACKED_AS = 'X-Packed-As';

/**
 * Next takes `Content-Encoding` off whatever a route answers, since a body that was fetched may have been unpacked on
 * its way; ours never was. A route names its packing otherwise, and here it gets its real name.
 */
export function namePacking(response: ServerResponse): void {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    set(name.toLowerCase() === PACKED_AS.toLowerCase() ? 'Content-Encoding' : name, value);
}
