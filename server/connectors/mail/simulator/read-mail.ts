import type { TakenMail } from './smtp-session';

/** A mail taken apart, as far as our own are made: one text, one file at most. */
export type ShownMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly file: { readonly name: string; readonly type: string; readonly data: Uint8Array } | null;
};

type Part = { readonly headers: ReadonlyMap<string, string>; readonly body: string };

export function readMail({ from, to, raw }: TakenMail): ShownMail {
  const whole = partOf(raw);
  const parts = partsOf(whole);
  const header = (name: string) => decodeWords(whole.headers.get(name) ?? '');
  const text = parts.find(({ headers }) =>
    (headers.get('content-type') ?? 'text/plain').startsWith('text/plain'),
  );
  const file = parts.find(
    ({ headers }) => headers.get('content-disposition')?.startsWith('attachment') === true,
  );
  return {
    from,
    to,
    subject: header('subject'),
    messageId: header('message-id'),
    text: text === undefined ? '' : bytesOf(text).toString('utf8'),
    file:
      file === undefined
        ? null
        : {
            name: /filename="?([^";]+)/.exec(file.headers.get('content-disposition') ?? '')?.[1] ?? 'file',
            type: (file.headers.get('content-type') ?? '').split(';', 1)[0] ?? '',
            data: bytesOf(file),
          },
  };
}

/** Headers may go on in the next line behind a space (RFC 5322, folding). */
function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const head = (end < 0 ? raw : raw.slice(0, end)).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map(
    head.split('\r\n').flatMap((line): readonly (readonly [string, string])[] => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
    }),
  );
  return { headers, body: end < 0 ? '' : raw.slice(end + 4) };
}

function partsOf(whole: Part): readonly Part[] {
  const boundary = /boundary="?([^";]+)/.exec(whole.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [whole];
  return `\r\n${whole.body}`
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => partOf(part.replace(/^\r\n/, '')));
}

function bytesOf({ headers, body }: Part): Buffer {
  switch (headers.get('content-transfer-encoding')?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64');
    case 'quoted-printable':
      return fromQuoted(body.replace(/=\r\n/g, ''));
    default:
      return Buffer.from(body, 'latin1');
  }
}

const fromQuoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** RFC 2047: `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`; what stands between two of them is only folding. */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, words: string) =>
      (how.toLowerCase() === 'b'
        ? Buffer.from(words, 'base64')
        : fromQuoted(words.replaceAll('_', ' '))
      ).toString('latin1'),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
