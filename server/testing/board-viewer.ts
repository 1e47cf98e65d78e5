import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIVE_PATH } from '@/domain/board/cursor';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { Board } from '../board/board';
import { liveDoor } from '../http/live-door';

export type LiveMessage =
  | { readonly kind: 'snapshot'; readonly id: string; readonly snapshot: GateSnapshot }
  | { readonly kind: 'unchanged'; readonly at: number };
export type BoardViewer = {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly messages: AsyncGenerator<LiveMessage, void>;
  /** The next snapshot for which this holds. */
  readonly until: (
    is: (snapshot: GateSnapshot, id: string) => boolean,
  ) => Promise<LiveMessage & { kind: 'snapshot' }>;
  readonly leave: () => void;
};

const SOON_MS = 10_000;

/** A node's boards over real HTTP, without the rest of the server. */
export async function boardNode(board: Board) {
  const door = liveDoor({ board: () => board, origin: () => 'http://localhost:3000' });
  const server = createServer((asked, response) => void door.answer(asked, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = (query: string, over: { method?: string; headers?: Record<string, string> } = {}) => {
    const asked = request({ host: '127.0.0.1', port, path: `${LIVE_PATH}?${query}`, ...over });
    asked.end();
    return asked;
  };
  return {
    viewers: door.count,
    /** The status of a request that is refused. */
    status: async (query: string, over: { method?: string; headers?: Record<string, string> } = {}) => {
      const asked = ask(query, over);
      const [response] = await once(asked, 'response');
      asked.destroy();
      return response.statusCode as number;
    },
    view: async (query: string): Promise<BoardViewer> => {
      const asked = ask(query);
      const [response] = await once(asked, 'response');
      const messages = read(response);
      return {
        headers: response.headers,
        messages,
        until: async (is) => {
          const late = setTimeout(() => asked.destroy(), SOON_MS);
          try {
            for (;;) {
              const { value } = await messages.next();
              if (!value) throw new Error('the stream has ended');
              if (value.kind === 'snapshot' && is(value.snapshot, value.id)) return value;
            }
          } finally {
            clearTimeout(late);
          }
        },
        leave: () => {
          asked.destroy();
        },
      };
    },
    stop: async () => {
      await door.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Reads an event stream as a browser does. */
async function* read(response: AsyncIterable<Buffer>): AsyncGenerator<LiveMessage, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const data = /^data: (.*)$/m.exec(block)?.[1] ?? '';
      const id = /^id: (.*)$/m.exec(block)?.[1];
      if (/^event: unchanged$/m.test(block)) yield { kind: 'unchanged', at: Number(data) };
      else if (id !== undefined) yield { kind: 'snapshot', id, snapshot: JSON.parse(data) };
    }
  }
}
