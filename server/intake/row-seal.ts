import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type FieldFault, type Submission, submissionSchema } from '@/domain/declaration/submission';
import { fromBase64url } from '@/domain/shared/base64url';
import type { KeyRing } from '../keys/key-ring';
import { sealToCentre } from '../keys/sealing-key';

/** A row as it was typed, and what is wrong with it. */
export type RowContent = { readonly submission: Submission; readonly faults: readonly FieldFault[] };
const contentSchema = z.object({
  submission: submissionSchema,
  faults: z.custom<readonly FieldFault[]>((value) => Array.isArray(value)),
});

const NONCE = 12;
const TAG = 16;

/**
 * Rows of an import lie under one key of its own, sealed to the centre's: an agreement of keys for each of a hundred
 * thousand rows would cost more than all the rest. Deleting the import erases the key.
 */
export type RowSeal = {
  readonly seal: (place: number, content: RowContent) => string;
  /** Null when it was altered, or is another row's. */
  readonly open: (place: number, sealed: string | null) => RowContent | null;
};

export const makeImportKey = (ring: KeyRing, importId: string): Promise<string> =>
  sealToCentre(ring.sealing.publicKey, new Uint8Array(randomBytes(32)), importId);

/** Null with another installation's key: the import is then as good as erased. */
export async function openImport(
  ring: KeyRing,
  importId: string,
  sealedKey: string,
): Promise<RowSeal | null> {
  const key = await ring.sealing.open(sealedKey, importId);
  if (key === null) return null;
  const bound = (place: number) => Buffer.from(`${importId}/${place}`);
  return {
    seal: (place, content) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(place));
      const text = Buffer.from(JSON.stringify(content));
      return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString(
        'base64url',
      );
    },
    open: (place, sealed) => {
      const bytes = sealed === null ? null : fromBase64url(sealed);
      if (bytes === null || bytes.length < NONCE + TAG) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
          .setAAD(bound(place))
          .setAuthTag(bytes.subarray(-TAG));
        const text = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
        return contentSchema.parse(JSON.parse(text.toString('utf8')));
      } catch {
        return null; // another key, or altered: unreadable is all that can be said
      }
    },
  };
}
