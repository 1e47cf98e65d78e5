import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What may happen to a message on the way. `late`: it arrives after the next one, and its sender hears nothing. */
const FAULTS = ['lost', 'answer-lost', 'doubled', 'late'] as const;
export type Fault = (typeof FAULTS)[number];

export type FaultyProxy = {
  /** Where each side is reached. */
  readonly doors: readonly string[];
  readonly counts: Readonly<Record<Fault | 'cut' | 'passed', number>>;
  /** 0 … 1 of the messages meet a fault. */
  trouble: number;
  isCut: boolean;
  /** Everything that went through, both ways, heads and bodies. */
  readonly captured: () => string;
  /** Where a door leads to; a side that starts anew has another port. */
  readonly lead: (door: number, port: number) => void;
  readonly stop: () => Promise<void>;
};

type Message = { readonly head: IncomingMessage; readonly body: Buffer };
type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

/** The only thing between two installations: the internet on a bad day. `chance` 0 … 1. */
export async function faultyProxy(doors: number, chance: () => number): Promise<FaultyProxy> {
  const counts = { lost: 0, 'answer-lost': 0, doubled: 0, late: 0, cut: 0, passed: 0 };
  const ports = new Map<number, number>();
  const kept: string[] = [];
  const held = new Map<number, Message[]>();
  const state = { trouble: 0, isCut: false };

  const forward = (door: number, { head, body }: Message): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method, url: path, headers } = head;
      const sent = request(
        { port: ports.get(door), host: '127.0.0.1', method, path, headers },
        (response) => {
          read(response).then((answered) => {
            kept.push(JSON.stringify(response.headers), answered.toString('utf8'));
            resolve({ status: response.statusCode ?? 500, headers: response.headers, body: answered });
          }, reject);
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });

  const pass = async (door: number, head: IncomingMessage, response: ServerResponse): Promise<void> => {
    const message = { head, body: await read(head) };
    kept.push(`${head.method} ${head.url}`, JSON.stringify(head.headers), message.body.toString('utf8'));
    const fault = chance() < state.trouble ? FAULTS[Math.floor(chance() * FAULTS.length)] : undefined;
    if (state.isCut || fault === 'lost') {
      counts[state.isCut ? 'cut' : 'lost'] += 1;
      response.destroy();
      return;
    }
    if (fault === 'late') {
      counts.late += 1;
      held.set(door, [...(held.get(door) ?? []), message]);
      response.destroy();
      return;
    }
    const answer = await forward(door, message);
    counts.passed += 1;
    if (fault === 'doubled') {
      counts.doubled += 1;
      await forward(door, message);
    }
    for (const old of held.get(door) ?? []) await forward(door, old);
    held.delete(door);
    if (fault === 'answer-lost') {
      counts['answer-lost'] += 1;
      response.destroy();
      return;
    }
    const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers;
    response.writeHead(answer.status, headers).end(answer.body);
  };

  const servers = await Promise.all(
    Array.from({ length: doors }, async (_, door) => {
      const server = createServer((head, response) => {
        pass(door, head, response).catch(() => response.destroy());
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  return Object.assign(state, {
    counts,
    doors: servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    captured: () => kept.join('\n'),
    lead: (door: number, port: number) => void ports.set(door, port),
    stop: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  });
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
