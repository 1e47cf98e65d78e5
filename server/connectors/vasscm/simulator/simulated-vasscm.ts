import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { parseJson } from '@/domain/shared/parse-json';
import { bodyOf, listenOnLoopback, sendJson } from '../../simulator-http';
import {
  CHANGES_PATH,
  changesRequestSchema,
  type Item,
  itemSchema,
  STANDING_PATH,
  standingRequestSchema,
} from '../protocol';

/** What the simulated system does wrong from now on. */
export const SIMULATED_FAULTS = [
  'none',
  'slow', // answers after a minute
  'error-500',
  'busy', // 503 with Retry-After: 2
  'html', // a login page with status 200
  'wrong-shape',
  'bad-items', // good answers among nonsense
  'out-of-order', // yesterday's answers after today's, each twice
  'hang-up', // closes the connection
] as const;
export type SimulatedFault = (typeof SIMULATED_FAULTS)[number];

const controlSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('fault'), fault: z.enum(SIMULATED_FAULTS) }),
  /** One more answer, from now on; `eligible: false` withdraws. */
  z.object({ do: z.literal('answer'), item: itemSchema }),
  /** What is said about declarations that nobody spoke of. */
  z.object({ do: z.literal('unknown-are'), eligible: z.boolean().nullable() }),
]);
export type SimulatorOrder = z.infer<typeof controlSchema>;

export type SimulatedVasscm = {
  readonly url: string;
  readonly order: (order: SimulatorOrder) => void;
  /** Requests so far, by path. */
  readonly asked: () => Readonly<Record<string, number>>;
  readonly stop: () => Promise<void>;
};

const SLOW_MS = 60_000;
const MOST_BODY = 1024 * 1024;

/**
 * A supervised-area system to try against (`npm run gate -- simulate vasscm`): real HTTP on the loopback, the protocol of
 * docs/protocols/vasscm.md, faults at will by POST /control. Keeps everything in memory.
 */
export async function startSimulatedVasscm(options: {
  readonly port: number;
  readonly token: string | null;
  /** What is said of declarations that nobody spoke of; null: nothing. */
  readonly unknownAre: boolean | null;
  readonly now: () => number;
}): Promise<SimulatedVasscm> {
  const items: Item[] = [];
  const asked: Record<string, number> = {};
  const sleepers = new Set<NodeJS.Timeout>();
  let fault: SimulatedFault = 'none';
  let { unknownAre } = options;

  function order(said: SimulatorOrder): void {
    switch (said.do) {
      case 'fault':
        fault = said.fault;
        break;
      case 'answer':
        items.push(said.item);
        break;
      case 'unknown-are':
        unknownAre = said.eligible;
        break;
    }
  }

  function changes(text: string): unknown {
    const { cursor, limit } = changesRequestSchema.parse(JSON.parse(text));
    const from = cursor === null ? 0 : Number(/^c(\d+)$/.exec(cursor)?.[1] ?? Number.NaN);
    if (!Number.isInteger(from) || from > items.length) return null;
    const page = items.slice(from, from + limit);
    const next = from + page.length;
    const told = fault === 'bad-items' ? ['nonsense', { declaration: '12' }, ...page, null] : page;
    return { cursor: `c${next}`, more: next < items.length, items: disordered(told, page) };
  }

  function standing(text: string): unknown {
    const { declarations } = standingRequestSchema.parse(JSON.parse(text));
    const asOf = new Date(options.now()).toISOString();
    return {
      items: declarations.flatMap((declaration): Item[] => {
        const own = items.filter((item) => item.declaration.startsWith(declaration));
        const last = new Map(own.map((item) => [item.container, item]));
        if (last.size > 0) return [...last.values()].map((item) => ({ ...item, asOf }));
        return unknownAre === null ? [] : [{ declaration, container: null, eligible: unknownAre, asOf }];
      }),
    };
  }

  const disordered = (told: readonly unknown[], page: readonly Item[]): readonly unknown[] =>
    fault !== 'out-of-order'
      ? told
      : page.flatMap((item) => {
          const yesterday = new Date(Date.parse(item.asOf) - 86_400_000).toISOString();
          return [item, { ...item, eligible: !item.eligible, asOf: yesterday }, item];
        });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const text = await bodyOf(request, MOST_BODY);
    if (path === '/control') {
      const said = controlSchema.safeParse(parseJson(text));
      if (said.success) order(said.data);
      sendJson(response, said.success ? 200 : 400, { ok: said.success });
      return;
    }
    asked[path] = (asked[path] ?? 0) + 1;
    if (options.token !== null && request.headers.authorization !== `Bearer ${options.token}`) {
      sendJson(response, 401, { error: 'token' });
      return;
    }
    switch (fault) {
      case 'error-500':
        sendJson(response, 500, { error: 'ORA-01034' });
        return;
      case 'busy':
        response.setHeader('Retry-After', '2');
        sendJson(response, 503, { error: 'busy' });
        return;
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end('<html><body>Đăng nhập</body></html>');
        return;
      case 'wrong-shape':
        sendJson(response, 200, { data: 'ok' });
        return;
      case 'hang-up':
        request.socket.destroy();
        return;
      case 'slow':
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, SLOW_MS);
          sleepers.add(timer);
          request.socket.once('close', () => {
            clearTimeout(timer);
            resolve();
          });
        });
        break;
      default:
        break;
    }
    const said = path === CHANGES_PATH ? changes(text) : path === STANDING_PATH ? standing(text) : null;
    sendJson(response, said === null ? 404 : 200, said ?? { error: 'not found' });
  }

  const server = await listenOnLoopback(options.port, answer);
  return {
    url: server.url,
    order,
    asked: () => ({ ...asked }),
    stop: async () => {
      for (const timer of sleepers) clearTimeout(timer);
      await server.stop();
    },
  };
}
