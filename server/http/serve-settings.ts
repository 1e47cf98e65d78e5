import * as z from 'zod';

export type ServeSettings = {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Whether the people who use it reach it by HTTPS, here or at a proxy in front. */
  readonly isHttps: boolean;
  /** Proxies of ours in front; their word on a visitor's address is believed. */
  readonly proxies: number;
};

const variables = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
  PUBLIC_ORIGIN: z.url().optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(8).default(0),
});

export function serveSettings(environment: NodeJS.ProcessEnv): ServeSettings {
  const given = variables.parse(environment);
  const tls =
    given.TLS_CERT_FILE !== undefined && given.TLS_KEY_FILE !== undefined
      ? { certFile: given.TLS_CERT_FILE, keyFile: given.TLS_KEY_FILE }
      : null;
  const isHttps = tls !== null || given.PUBLIC_ORIGIN?.startsWith('https:') === true;
  return { host: given.HOST, port: given.PORT, tls, isHttps, proxies: given.TRUSTED_PROXIES };
}
