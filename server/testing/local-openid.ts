import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import Provider from 'oidc-provider';

export type LocalOpenid = {
  readonly issuer: string;
  /** Goes the way of a browser: signs in there as `subject`, consents, and answers where it is sent back to. */
  readonly authorise: (url: string, subject: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** A certified OpenID Connect provider (the package oidc-provider) on the loopback, with its own pages for development. */
export async function localOpenid(client: {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
}): Promise<LocalOpenid> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirectUri] }],
    pkce: { required: () => true },
  });
  const server = await new Promise<ReturnType<Provider['listen']>>((resolve) => {
    const listening = provider.listen(port, '127.0.0.1', () => resolve(listening));
  });

  return {
    issuer,
    authorise: async (url, subject) => {
      const jar = new Map<string, string>();
      const go = async (target: string, form?: Readonly<Record<string, string>>) => {
        const response = await fetch(new URL(target, issuer), {
          redirect: 'manual',
          headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
          ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
        });
        for (const cookie of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          jar.set(name, value);
        }
        return response;
      };
      let at = url;
      for (let step = 0; step < 12; step += 1) {
        if (at.startsWith(client.redirectUri)) return at;
        let response = await go(at);
        if (response.status === 200) {
          const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())?.[1] ?? '';
          response = await go(at, { prompt, login: subject, password: 'x' });
        }
        const next = response.headers.get('location');
        if (next === null) throw new Error(`the provider answers ${response.status} at ${at}`);
        at = new URL(next, at.startsWith('http') ? at : issuer).href;
      }
      throw new Error('no way back from the provider');
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
