import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { TrustList } from '@/domain/pass/claims';
import { openTrustList, trustListSchema } from '@/domain/pass/signed-document';
import { fromBase64url } from '@/domain/shared/base64url';
import { parseJson } from '@/domain/shared/parse-json';
import { signedDocumentSchema } from '@/domain/sync/protocol';
import { verifySignature } from '@/server/keys/ed25519';

/** Public part of a root key's file. */
const rootFileSchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });

export type Trust =
  | { readonly kind: 'signed' | 'unsigned'; readonly list: TrustList }
  | { readonly kind: 'none' }
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * The installation's own list (`keys/trust-list.json` of the data folder), or the named file. A signed list must open
 * with one of the roots; a bare JSON list is taken as it is and reported as unsigned. Private keys are never read out.
 */
export async function readTrust(
  dataDir: string,
  file: string | null,
  rootTexts: readonly string[],
): Promise<Trust> {
  const folder = join(dataDir, 'keys');
  const path = file ?? join(folder, 'trust-list.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null)
    return file === null ? { kind: 'none' } : { kind: 'unusable', why: `cannot read ${path}` };
  const json = parseJson(text);
  const bare = trustListSchema.safeParse(json);
  if (bare.success) return { kind: 'unsigned', list: bare.data };
  const document = signedDocumentSchema.safeParse(json);
  if (!document.success) return { kind: 'unusable', why: `${path} holds no key list` };
  const roots = rootTexts.length > 0 ? rootTexts : await rootsIn(folder);
  const keys = roots.flatMap((root) => fromBase64url(root) ?? []);
  const opened = await openTrustList(document.data, keys, null, verifySignature);
  return opened.ok
    ? { kind: 'signed', list: opened.value }
    : { kind: 'unusable', why: `${path} does not open with these roots: ${opened.error}` };
}

async function rootsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const files = names.filter((name) => /^root-.*\.json$/.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  return texts.flatMap((text) => {
    const root = rootFileSchema.safeParse(parseJson(text));
    return root.success ? [root.data.x] : [];
  });
}
