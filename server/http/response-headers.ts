import { type BuiltPages, inlineOf } from './built-pages';
import { DATA_POLICY, NO_INLINE, pagePolicy } from './content-security-policy';

const ALWAYS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
};

const permissions = (geolocation: '()' | '(self)'): string =>
  [
    'camera=(self)',
    'screen-wake-lock=(self)',
    'publickey-credentials-get=(self)',
    'publickey-credentials-create=(self)',
    'fullscreen=(self)',
    `geolocation=${geolocation}`,
    'microphone=()',
    'payment=()',
    'usb=()',
    'serial=()',
    'bluetooth=()',
    'display-capture=()',
    'browsing-topics=()',
  ].join(', ');

/** The driver's pass alone may ask where the phone is (PO-8). */
const LOCATES = /^\/p\/?$/;

/** Two years, as the preload lists ask; sent only where the public address is HTTPS. */
const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains';

/** The headers that an answer under `path` gets before Next adds its own. */
export function responseHeaders(
  pages: BuiltPages,
  path: string,
  isHttps: boolean,
): Readonly<Record<string, string>> {
  return {
    ...ALWAYS,
    'Permissions-Policy': permissions(LOCATES.test(path) ? '(self)' : '()'),
    'Content-Security-Policy': policyOf(pages, path, isHttps),
    ...(isHttps ? { 'Strict-Transport-Security': STRICT_TRANSPORT } : {}),
    // A tablet must learn of a new worker at its next check, and the worker rules the whole origin.
    ...(path === '/sw.js' ? { 'Cache-Control': 'no-cache', 'Service-Worker-Allowed': '/' } : {}),
    // Open data is for any page, also one that asks without CORS.
    ...(path.startsWith('/api/v1/open/') ? { 'Cross-Origin-Resource-Policy': 'cross-origin' } : {}),
    // A proxy that collects an event stream before passing it on would silence the boards.
    ...(path.startsWith('/api/') ? { 'X-Accel-Buffering': 'no' } : {}),
  };
}

function policyOf(pages: BuiltPages, path: string, isHttps: boolean): string {
  if (path.startsWith('/api/')) return DATA_POLICY;
  // A worker obeys the policy of its own script.
  return pagePolicy(FILE.test(path) ? NO_INLINE : inlineOf(pages, path), isHttps);
}

const FILE = /^\/_next\/|\.[a-z0-9]+$/;
