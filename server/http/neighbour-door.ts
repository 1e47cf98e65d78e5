import type { IncomingMessage, ServerResponse } from 'node:http';
import { MOST_BYTES } from '@/domain/neighbour/cloud-event';
import { answerNeighbour } from '../neighbour/answer-neighbour';
import { currentLink } from '../neighbour/current-link';
import type { Link } from '../neighbour/link';

export const NEIGHBOUR_PREFIX = '/api/neighbour/v1/';

const READ_WITHIN_MS = 15_000;
/** One neighbour has one link; more at once is nobody's need. */
const MOST_INSIDE = 8;

/** The neighbour's machine, answered in front of Next: signatures are over the bytes as they came (decision 078). */
export function neighbourDoor({
  link = currentLink,
}: {
  readonly link?: () => Promise<Link>;
} = {}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let inside = 0;
  return async (request, response) => {
    // Whoever sends slowly, and has shown no signature yet, keeps nobody out.
    const body = await read(request);
    if (body === 'gone') return;
    if (inside >= MOST_INSIDE) return busy(request, response);
    inside += 1;
    try {
      const answer = await answerNeighbour(await link(), {
        method: request.method ?? '',
        path: request.url ?? '/',
        fields: fieldsOf(request),
        body: body === 'too-long' ? null : body,
      });
      request.resume();
      if (response.destroyed) return;
      response.writeHead(answer.status, { ...answer.fields, 'content-length': answer.body.length });
      response.end(answer.body);
    } finally {
      inside -= 1;
    }
  };
}

/** Fields sent more than once are joined as RFC 9110 says. */
const fieldsOf = ({ headersDistinct }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values]) => [
      name,
      (values ?? []).map((each) => each.trim()).join(', '),
    ]),
  );

async function read(request: IncomingMessage): Promise<Uint8Array | 'too-long' | 'gone'> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return 'too-long';
  const late = setTimeout(() => request.destroy(), READ_WITHIN_MS);
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of request) {
      length += chunk.length;
      if (length <= MOST_BYTES) chunks.push(chunk);
    }
    return length > MOST_BYTES ? 'too-long' : Buffer.concat(chunks);
  } catch {
    return 'gone';
  } finally {
    clearTimeout(late);
  }
}

function busy(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(503, { 'retry-after': '5', 'content-length': 0 });
  response.end();
}
