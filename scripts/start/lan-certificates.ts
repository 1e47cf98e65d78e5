import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
// Before x509, which registers its algorithms through it.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Phones refuse a certificate that is valid for longer than 825 days, even of an authority they trust. */
const CERTIFICATE_DAYS = 390;
const RENEW_BEFORE_DAYS = 30;

export type LanCertificates = {
  readonly certFile: string;
  readonly keyFile: string;
  /** PEM of the authority: what a phone has to trust. */
  readonly authority: string;
  /** Its SHA-256 in pairs of hex digits, as phones show it. */
  readonly fingerprint: string;
};

/** The addresses of this machine in local networks, the most usual first. */
export function lanAddresses(): readonly string[] {
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(
      (address) => address.family === 'IPv4' && !address.internal && !address.address.startsWith('169.254.'),
    )
    .map((address) => address.address);
  const rank = (address: string) => (address.startsWith('192.168.') ? 0 : address.startsWith('10.') ? 1 : 2);
  return [...new Set(found)].sort((one, other) => rank(one) - rank(other));
}

/** The authority is made once and kept, so that a phone has to trust it once; the certificate follows the addresses. */
export async function lanCertificates(
  dataDir: string,
  addresses: readonly string[],
  now: Date,
): Promise<LanCertificates> {
  const folder = join(dataDir, 'lan');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = (await readPair(folder, 'authority')) ?? (await makeAuthority(folder, now));
  const names = ['localhost', '127.0.0.1', hostname(), `${hostname().split('.')[0]}.local`, ...addresses];
  const kept = await readPair(folder, 'server');
  if (kept === null || !(await isStillGood(kept.certificate, authority.certificate, names, now))) {
    await makeCertificate(folder, authority, names, now);
  }
  const thumbprint = Buffer.from(await authority.certificate.getThumbprint('SHA-256'))
    .toString('hex')
    .toUpperCase();
  return {
    certFile: join(folder, 'server.crt'),
    keyFile: join(folder, 'server.key'),
    authority: authority.certificate.toString('pem'),
    fingerprint: thumbprint.match(/../g)?.join(':') ?? thumbprint,
  };
}

type Pair = { readonly certificate: x509.X509Certificate; readonly key: CryptoKey };

async function makeAuthority(folder: string, now: Date): Promise<Pair> {
  const keys = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=Border gate trial authority (${hostname()})`,
    keys,
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return await writePair(folder, 'authority', certificate, keys.privateKey);
}

async function makeCertificate(
  folder: string,
  authority: Pair,
  names: readonly string[],
  now: Date,
): Promise<void> {
  const keys = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=Border gate',
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + CERTIFICATE_DAYS * DAY_MS),
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map(alternativeName)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
    ],
  });
  await writePair(folder, 'server', certificate, keys.privateKey);
}

async function isStillGood(
  certificate: x509.X509Certificate,
  authority: x509.X509Certificate,
  names: readonly string[],
  now: Date,
): Promise<boolean> {
  const covered = certificate
    .getExtension(x509.SubjectAlternativeNameExtension)
    ?.names.items.map((name) => name.value);
  const isIssued = await certificate.verify({ publicKey: authority.publicKey, signatureOnly: true });
  const lastsUntil = certificate.notAfter.getTime() - RENEW_BEFORE_DAYS * DAY_MS;
  return isIssued && now.getTime() < lastsUntil && names.every((name) => covered?.includes(name) === true);
}

const alternativeName = (value: string): x509.JsonGeneralName => ({
  type: isAddress(value) ? 'ip' : 'dns',
  value,
});
const isAddress = (name: string) => /^\d+\.\d+\.\d+\.\d+$/.test(name);

async function readPair(folder: string, name: string): Promise<Pair | null> {
  try {
    const certificate = new x509.X509Certificate(await readFile(join(folder, `${name}.crt`), 'utf8'));
    const [key] = x509.PemConverter.decode(await readFile(join(folder, `${name}.key`), 'utf8'));
    if (key === undefined) return null;
    return { certificate, key: await crypto.subtle.importKey('pkcs8', key, ECDSA, true, ['sign']) };
  } catch {
    return null;
  }
}

/** The key first: a certificate without its key would be found at the next start and used. */
async function writePair(
  folder: string,
  name: string,
  certificate: x509.X509Certificate,
  key: CryptoKey,
): Promise<Pair> {
  const secret = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
  await writeFile(join(folder, `${name}.key.new`), `${secret}\n`, { mode: 0o600 });
  await writeFile(join(folder, `${name}.crt.new`), `${certificate.toString('pem')}\n`, { mode: 0o644 });
  await rename(join(folder, `${name}.key.new`), join(folder, `${name}.key`));
  await rename(join(folder, `${name}.crt.new`), join(folder, `${name}.crt`));
  return { certificate, key };
}
