import type { Message } from '../message-port';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');

/** Links are made pressable, since an invitation is one. */
const textOf = (text: string): string =>
  escaped(text).replace(/https?:\/\/\S+/g, (link) => `<a href="${link}">${link}</a>`);

/** What came, newest first, as a page that looks again by itself. */
export function pageOf(delivered: readonly Message[]): string {
  const rows = delivered
    .toReversed()
    .map(
      ({ channel, to, subject, text }) =>
        `<article><h2>${channel === 'sms' ? 'SMS' : 'E-mail'} → ${escaped(to)}</h2>${
          channel === 'email' ? `<p><b>${escaped(subject)}</b></p>` : ''
        }<pre>${textOf(text)}</pre></article>`,
    );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<title>Simulated messages</title><style>body{font:18px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}
article{border-top:1px solid #999;padding:.5rem 0}h2{font-size:1rem}pre{white-space:pre-wrap;font:inherit;font-size:1.4rem}</style>
<h1>Simulated messages</h1>${rows.join('') || '<p>Nothing yet.</p>'}`;
}
