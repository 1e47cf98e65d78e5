import type { Socket } from 'node:net';

/** A mail as it came over the line. */
export type TakenMail = { readonly from: string; readonly to: readonly string[]; readonly raw: string };

export const SIMULATED_FAULTS = [
  'none',
  'busy', // 451 after the data
  'refused', // 550 for every address
  'slow', // no greeting for a minute
  'hang-up', // closes the connection in the middle of the data
  'lost-answer', // takes the mail and closes before saying so
] as const;
export type SimulatedFault = (typeof SIMULATED_FAULTS)[number];

const SLOW_MS = 60_000;
const MOST_BYTES = 30 * 1024 * 1024;
const CRLF = '\r\n';

/** The server's part of one SMTP conversation (RFC 5321, without extensions but 8BITMIME): enough for any sender. */
export function talkSmtp(socket: Socket, fault: () => SimulatedFault, take: (mail: TakenMail) => void): void {
  let from: string | null = null;
  let to: string[] = [];
  let isData = false;
  let held = '';
  const say = (line: string) => {
    if (!socket.destroyed) socket.write(`${line}${CRLF}`);
  };
  const address = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? '';

  function command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    switch (verb) {
      case 'EHLO':
        say('250-simulated');
        say('250 8BITMIME');
        return;
      case 'HELO':
      case 'NOOP':
        say('250 simulated');
        return;
      case 'RSET':
        from = null;
        to = [];
        say('250 forgotten');
        return;
      case 'MAIL':
        from = address(line);
        to = [];
        say('250 sender taken');
        return;
      case 'RCPT':
        if (from === null) say('503 MAIL first');
        else if (fault() === 'refused') say('550 no such mailbox');
        else {
          to.push(address(line));
          say('250 recipient taken');
        }
        return;
      case 'DATA':
        if (to.length === 0) say('503 RCPT first');
        else {
          isData = true;
          say('354 end with a line of one point');
        }
        return;
      case 'QUIT':
        say('221 good bye');
        socket.end();
        return;
      default:
        say('502 not known here');
    }
  }

  function dataEnded(raw: string): void {
    isData = false;
    if (fault() === 'busy') {
      say('451 try again later');
      return;
    }
    take({ from: from ?? '', to, raw: raw.replace(/^\.\./gm, '.') });
    from = null;
    to = [];
    if (fault() === 'lost-answer') socket.destroy();
    else say('250 taken');
  }

  function read(): void {
    for (;;) {
      if (isData) {
        if (fault() === 'hang-up') {
          socket.destroy();
          return;
        }
        const end = held.startsWith(`.${CRLF}`) ? 0 : held.indexOf(`${CRLF}.${CRLF}`);
        if (end < 0) return;
        const raw = held.slice(0, end);
        held = held.slice(end + (end === 0 ? 3 : 5));
        dataEnded(raw);
      } else {
        const end = held.indexOf(CRLF);
        if (end < 0) return;
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        command(line);
      }
    }
  }

  socket.setEncoding('latin1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    held += chunk;
    if (held.length > MOST_BYTES) socket.destroy();
    else read();
  });
  if (fault() === 'slow') setTimeout(() => say('220 simulated'), SLOW_MS).unref();
  else say('220 simulated');
}
