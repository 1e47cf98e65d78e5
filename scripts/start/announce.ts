import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const signInsSchema = z.array(
  z.object({
    role: z.string(),
    name: z.string(),
    email: z.string(),
    password: z.string(),
    gateId: z.string().nullable(),
    agency: z.string().nullable(),
  }),
);
export type SignIn = z.infer<typeof signInsSchema>[number];

/** What the seed wrote for the people who try the demonstration; none when there is no demonstration. */
export async function readSignIns(dataDir: string): Promise<readonly SignIn[]> {
  const text = await readFile(join(dataDir, 'demo-sign-ins.json'), 'utf8').catch(() => null);
  if (text === null) return [];
  const parsed = signInsSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : [];
}

/** A table of plain text: columns as wide as their widest cell. */
export function readyText(origin: string, signIns: readonly SignIn[]): string {
  const lines = ['', `The gate is open: ${origin}`, ''];
  if (signIns.length > 0) {
    lines.push('Demonstration sign-ins (of this installation only):', ...signInLines(signIns), '');
  }
  lines.push('Ctrl-C stops everything.', '');
  return lines.join('\n');
}

export const signInLines = (signIns: readonly SignIn[]): readonly string[] =>
  table(signIns.map((one) => [roleText(one), one.email, one.password])).map((row) => `  ${row}`);

function roleText({ role, agency, gateId }: SignIn): string {
  const place = [agency, gateId].filter((word) => word !== null).join(', ');
  return place === '' ? role : `${role} (${place})`;
}

export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}

export type LanAnnouncement = {
  readonly qr: string;
  readonly otherAddresses: readonly string[];
  readonly authorityUrl: string | null;
  readonly authorityFile: string;
  readonly fingerprint: string;
};

export function lanText({
  qr,
  otherAddresses,
  authorityUrl,
  authorityFile,
  fingerprint,
}: LanAnnouncement): string {
  const where = authorityUrl ?? `a copy of ${authorityFile}`;
  return [
    qr,
    ...otherAddresses.map((address) => `also: ${address}`),
    '',
    'Camera and offline work need a certificate that the phone trusts. Once on each phone or tablet:',
    `  1. open ${where}`,
    '  2. Android: Settings > Security > Install a certificate > CA certificate.',
    '     iPhone, iPad: install the profile, then Settings > General > About > Certificate Trust Settings.',
    '     Windows, macOS: put it among the trusted root authorities.',
    `  3. compare its SHA-256: ${fingerprint}`,
    '  4. photograph the code above. Remove the certificate after the trial.',
    '',
  ].join('\n');
}
