import { join } from 'node:path';
import { toString as qrText } from 'qrcode';
import { lanText } from './announce';
import { serveAuthority } from './lan-authority-server';
import { lanAddresses, lanCertificates } from './lan-certificates';
import { LaunchProblem } from './launch-problem';
import type { StartOptions } from './options';

export type Lan = {
  readonly origin: string;
  readonly tls: { readonly certFile: string; readonly keyFile: string };
  /** How to reach it and how to trust it, for the terminal. */
  readonly text: string;
  close(): Promise<void>;
};

/** @throws LaunchProblem when this machine is in no network */
export async function prepareLan(options: StartOptions, now: Date): Promise<Lan> {
  const addresses = lanAddresses();
  const [first] = addresses;
  if (first === undefined) {
    throw new LaunchProblem(
      'This machine is in no local network: join one (Wi-Fi or cable), or start without --lan.',
    );
  }
  const origin = `https://${first}:${options.port}`;
  const made = await lanCertificates(options.dataDir, addresses, now);
  const handedOut = await serveAuthority(made.authority, origin, options.port);
  const text = lanText({
    qr: await qrText(origin, { type: 'terminal', small: true }),
    otherAddresses: addresses.slice(1).map((address) => `https://${address}:${options.port}`),
    authorityUrl: handedOut === null ? null : `http://${first}:${handedOut.port}/authority.crt`,
    authorityFile: join(options.dataDir, 'lan', 'authority.crt'),
    fingerprint: made.fingerprint,
  });
  return {
    origin,
    tls: { certFile: made.certFile, keyFile: made.keyFile },
    text,
    close: async () => handedOut?.close(),
  };
}
