import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { bodyOf, listenOnLoopback, sendJson } from '../../simulator-http';
import { CREDITS_PATH, type Credit, creditsRequestSchema } from '../protocol';
import { readPaymentCode } from './read-payment-code';

/** What the simulated bank does wrong from now on. */
export const BANK_FAULTS = ['none', 'error-500', 'html', 'twice', 'nonsense', 'out-of-order'] as const;
export type BankFault = (typeof BANK_FAULTS)[number];

const controlSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('fault'), fault: z.enum(BANK_FAULTS) }),
  /** Somebody pays with the text of a payment code, perhaps another amount than it asks for. */
  z.object({ do: z.literal('pay'), code: z.string().max(500), amount: z.int().positive().optional() }),
  /** Somebody sends money with words of his own. */
  z.object({ do: z.literal('transfer'), amount: z.int().positive(), words: z.string().max(300) }),
]);
export type BankOrder = z.infer<typeof controlSchema>;

export type SimulatedBank = {
  readonly url: string;
  /** The bank's number of the credit; null: nothing was credited. */
  readonly order: (order: BankOrder) => string | null;
  readonly stop: () => Promise<void>;
};

const MOST_BODY = 64 * 1024;

/**
 * A bank to try against (`npm run gate -- simulate bank`): real HTTP on the loopback, the protocol of
 * docs/protocols/bank.md, payments and faults at will by POST /control. Keeps everything in memory.
 */
export async function startSimulatedBank(options: {
  readonly port: number;
  readonly account: string;
  readonly token: string | null;
  readonly now: () => number;
}): Promise<SimulatedBank> {
  const credits: Credit[] = [];
  let fault: BankFault = 'none';

  function credit(amount: number, words: string): string {
    const id = `FT${randomUUID().slice(0, 13).replaceAll('-', '').toUpperCase()}`;
    credits.push({ id, amount, words, bookedAt: new Date(options.now()).toISOString() });
    return id;
  }
  function order(said: BankOrder): string | null {
    if (said.do === 'fault') {
      fault = said.fault;
      return null;
    }
    if (said.do === 'transfer') return credit(said.amount, said.words);
    const code = readPaymentCode(said.code);
    if (code === null || code.account !== options.account) return null;
    return credit(said.amount ?? code.amount, `MBVCB.${credits.length}.${code.words}.CT tu 0123 toi`);
  }

  function told(text: string): unknown {
    const { account, cursor, limit } = creditsRequestSchema.parse(JSON.parse(text));
    if (account !== options.account) return null;
    const from = cursor === null ? 0 : Number(/^b(\d+)$/.exec(cursor)?.[1] ?? Number.NaN);
    if (!Number.isInteger(from) || from > credits.length) return null;
    const page = credits.slice(from, from + limit);
    const next = from + page.length;
    return { cursor: `b${next}`, more: next < credits.length, items: disordered(page) };
  }
  function disordered(page: readonly Credit[]): readonly unknown[] {
    if (fault === 'twice') return [...page, ...page];
    if (fault === 'out-of-order') return page.toReversed();
    return fault === 'nonsense' ? [null, { id: '' }, ...page, 'x'] : page;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request, MOST_BODY);
    if (request.url === '/control') {
      const said = controlSchema.safeParse(JSON.parse(text));
      sendJson(
        response,
        said.success ? 200 : 400,
        said.success ? { id: order(said.data) } : { error: 'order' },
      );
      return;
    }
    if (options.token !== null && request.headers.authorization !== `Bearer ${options.token}`)
      return sendJson(response, 401, { error: 'token' });
    if (fault === 'error-500') return sendJson(response, 500, { error: 'core banking' });
    if (fault === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Đăng nhập</html>');
      return;
    }
    const said = request.url === CREDITS_PATH ? told(text) : null;
    sendJson(response, said === null ? 404 : 200, said ?? { error: 'not found' });
  }

  const server = await listenOnLoopback(options.port, answer);
  return {
    url: server.url,
    order,
    stop: server.stop,
  };
}
