import { PROTOCOL_VERSION, SIGNATURE_HEADER } from '@/domain/sync/protocol';
import type { StoredEnrolment } from '../store/rows';
import { type SignAsDevice, signedBytes } from './fetch-transport';
import { type LineEnd, newsReader } from './wake-up';

const PATH = '/api/sync/wake';
/** The centre beats every 20 s: a line that is silent for longer is dead. */
const SILENT_MS = 50_000;

/** One line to the centre, read until it ends. The signature stands in a header, so nothing is in an address. */
export async function listenForNews(
  ports: {
    readonly origin: string;
    readonly enrolment: () => Promise<StoredEnrolment | null>;
    readonly sign: SignAsDevice;
    readonly fetch: typeof fetch;
  },
  onNews: () => void,
  signal: AbortSignal,
): Promise<LineEnd> {
  const enrolment = await ports.enrolment();
  // Soon it may be: asked again after the shortest wait.
  if (enrolment === null) return 'ended';
  const { device, gateId } = enrolment;
  const body = JSON.stringify({ protocol: PROTOCOL_VERSION, device, gateId });
  // A browser's own fetch must not be called as another object's method.
  const { fetch: ask } = ports;
  const dead = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => dead.abort(), SILENT_MS);
  };
  try {
    heard();
    const response = await ask(ports.origin + PATH, {
      method: 'POST',
      body,
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: await ports.sign(signedBytes('POST', PATH, body)),
      },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.any([signal, dead.signal]),
    });
    const isLine = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!response.ok || !isLine || response.body === null) return 'none';
    // What happened before the line was open is not told on it.
    onNews();
    const read = newsReader(onNews);
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      heard();
      read(decoder.decode(piece.value, { stream: true }));
    }
    return 'ended';
  } catch {
    return 'none';
  } finally {
    clearTimeout(silence);
  }
}
