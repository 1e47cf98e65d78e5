import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { inlineHashes, NO_INLINE, pagePolicy } from './content-security-policy';

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('every inline script is hashed once, scripts with a source are not', () => {
  const html = `<html><head><script src="/_next/a.js" async=""></script><script>self.a=1</script>
    <SCRIPT type="text/javascript" id="x">self.b = "Hữu Nghị"</SCRIPT></head>
    <body><script>self.a=1</script><script></script></body></html>`;
  expect(inlineHashes(html).scripts).toEqual([sha256('self.a=1'), sha256('self.b = "Hữu Nghị"')]);
});

test('the hash is the one a browser computes', () => {
  // From the CSP specification's example.
  expect(inlineHashes("<script>alert('Hello, world.');</script>").scripts).toEqual([
    "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
  ]);
});

test('line ends are hashed as the parser gives them', () => {
  expect(inlineHashes('<script>a\r\nb\rc</script>').scripts).toEqual([sha256('a\nb\nc')]);
});

test('inline styles are hashed apart from scripts', () => {
  expect(inlineHashes('<style data-x>b{}</style><script>1</script>')).toEqual({
    scripts: [sha256('1')],
    styles: [sha256('b{}')],
  });
});

test('a policy lets run what is its own and what the build wrote inline, never unsafe-inline or eval of text', () => {
  const policy = pagePolicy({ scripts: ["'sha256-x'"], styles: [] }, false);
  const directives = new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]));
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'", "'sha256-x'"]);
  expect(directives.get('style-src')).toEqual(["'self'"]);
  expect(directives.get('object-src')).toEqual(["'none'"]);
  expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy.replace(/style-src-attr 'unsafe-inline'/, '')).not.toContain('unsafe-inline');
  expect(policy).not.toContain('upgrade-insecure-requests');
  expect(pagePolicy(NO_INLINE, true)).toContain('upgrade-insecure-requests');
});
