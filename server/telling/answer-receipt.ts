import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '@/db/client';
import { parseJson } from '@/domain/shared/parse-json';
import { RECEIPT_STATES } from '../connectors/messages/protocol';
import { readCapped } from '../http/capped-body';
import { takeReceipt } from './receipts';

const MOST_BYTES = 4096;
const receiptSchema = z.object({ id: z.uuid(), state: z.enum(RECEIPT_STATES) });

const answer = (status: number): Response =>
  new Response(null, { status, headers: { 'Cache-Control': 'no-store' } });

/**
 * The provider tells what became of a message (docs/protocols/messages.md), with the token that we tell it ours by. Without
 * a token there is no such door. Of messages that are not in the outbox (codes) it is thanked for all the same.
 */
export async function answerReceipt(
  { db, token, now }: { readonly db: Database; readonly token: string | null; readonly now: () => number },
  request: Request,
): Promise<Response> {
  if (token === null) return answer(404);
  if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${token}`)) return answer(401);
  const body = await readCapped(request, MOST_BYTES);
  if (body === null) return answer(413);
  const receipt = receiptSchema.safeParse(parseJson(body.toString('utf8')));
  if (!receipt.success) return answer(400);
  await takeReceipt(db, receipt.data, now());
  return answer(204);
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
