import { createHash } from 'node:crypto';

/** The inline blocks of one built page, as CSP sources: `'sha256-…'`. */
export type InlineHashes = { readonly scripts: readonly string[]; readonly styles: readonly string[] };

export const NO_INLINE: InlineHashes = { scripts: [], styles: [] };

/**
 * Every inline script and style of a built page. Pages are static shells that a service worker keeps, so a nonce,
 * which must differ at each answer, cannot be used: what the build wrote is what may run.
 */
export function inlineHashes(html: string): InlineHashes {
  return { scripts: blocks(html, 'script'), styles: blocks(html, 'style') };
}

function blocks(html: string, tag: 'script' | 'style'): readonly string[] {
  const pattern = new RegExp(`<${tag}(\\s[^>]*)?>([\\s\\S]*?)</${tag}\\s*>`, 'gi');
  const found = [...html.matchAll(pattern)]
    .filter(([, attributes]) => !/\ssrc\s*=/i.test(attributes ?? ''))
    .map(([, , content]) => content ?? '')
    .filter((content) => content !== '');
  return [...new Set(found.map(hashSource))];
}

function hashSource(content: string): string {
  // A browser hashes the text after the parser has joined its line ends.
  const text = content.replace(/\r\n?/g, '\n');
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** The policy of a page, or of a worker's script: nothing foreign, nothing inline that the build did not write. */
export function pagePolicy(inline: InlineHashes, isHttps: boolean): string {
  const directives: readonly (readonly string[])[] = [
    ['default-src', "'self'"],
    // wasm-unsafe-eval: the QR decoder is WebAssembly; it permits compiling WebAssembly and no eval of text.
    ['script-src', "'self'", "'wasm-unsafe-eval'", ...inline.scripts],
    ['style-src', "'self'", ...inline.styles],
    ['style-src-attr', "'unsafe-inline'"],
    ['img-src', "'self'", 'data:', 'blob:'],
    ['media-src', "'self'", 'blob:'],
    ['font-src', "'self'"],
    ['connect-src', "'self'"],
    ['worker-src', "'self'"],
    ['manifest-src', "'self'"],
    ['object-src', "'none'"],
    ['frame-src', "'none'"],
    ['frame-ancestors', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'"],
    ...(isHttps ? [['upgrade-insecure-requests']] : []),
  ];
  return directives.map((directive) => directive.join(' ')).join('; ');
}

/** The policy of an answer that is not a page: should a browser show it as one, it can do nothing. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";
