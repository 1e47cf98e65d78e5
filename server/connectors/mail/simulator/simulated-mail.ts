import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import * as z from 'zod';
import { parseJson } from '@/domain/shared/parse-json';
import { readMail, type ShownMail } from './read-mail';
import { SIMULATED_FAULTS, type SimulatedFault, type TakenMail, talkSmtp } from './smtp-session';

const controlSchema = z.object({ do: z.literal('fault'), fault: z.enum(SIMULATED_FAULTS) });
const MOST_KEPT = 200;

export type SimulatedMail = {
  /** What MAIL_URL is set to. */
  readonly url: string;
  /** Where the mails are shown: a page, `/messages` as JSON, `/messages/N/file` the attachment. */
  readonly shownAt: string;
  readonly messages: () => readonly ShownMail[];
  readonly order: (fault: SimulatedFault) => void;
  readonly stop: () => Promise<void>;
};

/**
 * A mail server to try against (`npm run gate -- simulate mail`): real SMTP on the loopback, mails shown by HTTP beside it,
 * faults at will by POST /control. It passes nothing on and keeps everything in memory.
 */
export async function startSimulatedMail(options: {
  readonly port: number;
  readonly shownPort: number;
  readonly onMail?: (mail: ShownMail) => void;
}): Promise<SimulatedMail> {
  const kept: ShownMail[] = [];
  const sockets = new Set<Socket>();
  let fault: SimulatedFault = 'none';

  function take(mail: TakenMail): void {
    const shown = readMail(mail);
    kept.push(shown);
    if (kept.length > MOST_KEPT) kept.shift();
    options.onMail?.(shown);
  }

  const smtp = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    talkSmtp(socket, () => fault, take);
  });
  const web = createHttpServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text = `${text}${chunk.toString('utf8')}`.slice(0, 10_000);
    });
    request.on('end', () => {
      const path = request.url ?? '/';
      if (path === '/control') {
        const said = controlSchema.safeParse(parseJson(text));
        if (said.success) fault = said.data.fault;
        answer(response, said.success ? 200 : 400, 'application/json', JSON.stringify({ ok: said.success }));
      } else show(response, path, kept);
    });
  });
  const [port, shownPort] = [await listen(smtp, options.port), await listen(web, options.shownPort)];
  return {
    url: `smtp://127.0.0.1:${port}`,
    shownAt: `http://127.0.0.1:${shownPort}`,
    messages: () => kept,
    order: (wanted) => {
      fault = wanted;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      web.closeAllConnections();
      await Promise.all([smtp, web].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function answer(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' });
  response.end(body);
}

function show(response: ServerResponse, path: string, kept: readonly ShownMail[]): void {
  if (path === '/') {
    answer(response, 200, 'text/html; charset=utf-8', page(kept));
    return;
  }
  if (path === '/messages') {
    const told = kept.map(({ file, ...mail }) => ({
      ...mail,
      file: file && { name: file.name, bytes: file.data.length },
    }));
    answer(response, 200, 'application/json', JSON.stringify(told));
    return;
  }
  const file = kept[Number(/^\/messages\/(\d+)\/file$/.exec(path)?.[1] ?? Number.NaN)]?.file;
  if (file === undefined || file === null) answer(response, 404, 'text/plain', 'not found');
  else answer(response, 200, file.type, file.data);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const page = (kept: readonly ShownMail[]): string =>
  `<!doctype html><meta charset="utf-8"><title>Simulated mail</title><h1>${kept.length} mails</h1>${kept
    .map(
      (mail, at) =>
        `<h2>${escaped(mail.subject)}</h2><p>to ${escaped(mail.to.join(', '))}${
          mail.file ? ` · <a href="/messages/${at}/file">${escaped(mail.file.name)}</a>` : ''
        }</p><pre>${escaped(mail.text)}</pre>`,
    )
    .reverse()
    .join('')}`;
