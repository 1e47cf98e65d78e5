import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { parseJson } from '@/domain/shared/parse-json';
import { bodyOf, listenOnLoopback, sendJson } from '../../simulator-http';
import type { Message } from '../message-port';
import { MESSAGES_PATH, messageRequestSchema, type RECEIPT_STATES } from '../protocol';
import { pageOf } from './message-page';

/** What the simulated provider does wrong from now on. */
export const SIMULATED_FAULTS = [
  'none',
  'error-500',
  'busy', // 503, three times, then it works again
  'refuse', // 422: this number does not exist
  'html', // a login page with status 200
  'redirect', // to somebody else
  'hang-up', // closes the connection
] as const;
export type SimulatedFault = (typeof SIMULATED_FAULTS)[number];

const orderSchema = z.object({ do: z.literal('fault'), fault: z.enum(SIMULATED_FAULTS) });

export type SimulatedMessages = {
  /** What MESSAGES_URL is set to; in a browser it shows what came. */
  readonly url: string;
  readonly order: (fault: SimulatedFault) => void;
  /** Delivered, oldest first; each once. */
  readonly delivered: () => readonly Message[];
  /** Requests, those that failed included. */
  readonly asked: () => number;
  /** Answers come so much later, ms; what came is delivered all the same. */
  readonly delay: (ms: number) => void;
  /** Tells what became of a message; the status that it was answered with. */
  readonly tellReceipt: (id: string, state: (typeof RECEIPT_STATES)[number]) => Promise<number>;
  readonly stop: () => Promise<void>;
};

const MOST_BODY = 16_384;
const MOST_KEPT = 500;
const BUSY_TIMES = 3;

/**
 * A provider of text messages and mails to try against (`npm run gate -- simulate messages`): the protocol of
 * docs/protocols/messages.md over real HTTP on the loopback, faults at will by POST /control. It passes nothing on and
 * shows everything on its page, and by GET /delivered to programs.
 */
export async function startSimulatedMessages(options: {
  readonly port: number;
  readonly token: string | null;
  readonly onMessage?: (message: Message) => void;
  /** Whom it tells what became of messages; left out: nobody. */
  readonly receipts?: string;
}): Promise<SimulatedMessages> {
  const delivered: Message[] = [];
  let fault: SimulatedFault = 'none';
  let busyLeft = 0;
  let asked = 0;
  let delayMs = 0;

  function order(next: SimulatedFault): void {
    fault = next;
    busyLeft = next === 'busy' ? BUSY_TIMES : 0;
  }

  /** True when the trouble has answered already. */
  function inTrouble(request: IncomingMessage, response: ServerResponse): boolean {
    switch (fault) {
      case 'none':
        return false;
      case 'error-500':
        sendJson(response, 500, { error: 'internal' });
        return true;
      case 'busy':
        if (busyLeft === 0) return false;
        busyLeft -= 1;
        sendJson(response, 503, { error: 'busy' });
        return true;
      case 'refuse':
        sendJson(response, 422, { error: 'no such number' });
        return true;
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end('<html><body>Login</body></html>');
        return true;
      case 'redirect':
        response.writeHead(307, { location: 'http://127.0.0.1:9/v1/messages' });
        response.end();
        return true;
      case 'hang-up':
        request.socket.destroy();
        return true;
    }
  }

  async function tellReceipt(id: string, state: (typeof RECEIPT_STATES)[number]): Promise<number> {
    if (options.receipts === undefined) return 0;
    const told = await fetch(options.receipts, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${options.token ?? ''}` },
      body: JSON.stringify({ id, state }),
    }).catch(() => null);
    await told?.body?.cancel();
    return told?.status ?? 0;
  }

  async function take(text: string, response: ServerResponse): Promise<void> {
    const message = messageRequestSchema.safeParse(parseJson(text));
    if (!message.success) {
      sendJson(response, 400, { error: 'bad request' });
      return;
    }
    const { id } = message.data;
    const isKnown = delivered.some((each) => each.id === id);
    if (!isKnown) {
      delivered.push(message.data);
      delivered.splice(0, delivered.length - MOST_KEPT);
      options.onMessage?.(message.data);
    }
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    sendJson(response, 202, { id, state: isKnown ? 'known' : 'taken' });
    if (!isKnown) await tellReceipt(id, 'delivered');
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request, MOST_BODY);
    switch (`${request.method} ${request.url}`) {
      case 'GET /':
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(pageOf(delivered));
        return;
      case 'GET /delivered':
        sendJson(response, 200, delivered);
        return;
      case 'POST /control': {
        const said = orderSchema.safeParse(parseJson(text));
        if (said.success) order(said.data.fault);
        sendJson(response, said.success ? 200 : 400, { ok: said.success });
        return;
      }
      case `POST ${MESSAGES_PATH}`:
        asked += 1;
        if (options.token !== null && request.headers.authorization !== `Bearer ${options.token}`)
          sendJson(response, 401, { error: 'token' });
        else if (!inTrouble(request, response)) await take(text, response);
        return;
      default:
        sendJson(response, 404, { error: 'not found' });
    }
  }

  const server = await listenOnLoopback(options.port, answer);
  return {
    url: server.url,
    order,
    delivered: () => [...delivered],
    asked: () => asked,
    delay: (ms) => {
      delayMs = ms;
    },
    tellReceipt,
    stop: server.stop,
  };
}
