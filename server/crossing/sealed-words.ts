import * as z from 'zod';
import { parseJson } from '@/domain/shared/parse-json';
import type { KeyRing } from '../keys/key-ring';
import { sealToCentre } from '../keys/sealing-key';

/** What somebody typed beside a fact: an officer's note or question, a firm's answer, a number read off the vehicle. */
const wordsSchema = z.union([z.object({ note: z.string() }), z.object({ read: z.string() })]);

/** Null for what holds no words, was sealed to another key, or was altered. */
export async function openWords(ring: KeyRing, sealed: string | null): Promise<string | null> {
  const opened = sealed === null ? null : await ring.sealing.open(sealed, '');
  if (opened === null) return null;
  const words = wordsSchema.safeParse(parseJson(Buffer.from(opened).toString('utf8')));
  if (!words.success) return null;
  return 'note' in words.data ? words.data.note : words.data.read;
}

/** As a tablet seals what its officer types: the log never holds it in clear. */
export const sealWords = (ring: KeyRing, note: string): Promise<string> =>
  sealToCentre(ring.sealing.publicKey, new TextEncoder().encode(JSON.stringify({ note })), '');
