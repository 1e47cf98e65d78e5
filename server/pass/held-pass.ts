import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { passToken } from '@/db/schema/pass';
import { gateByNumber } from '@/domain/gate/gates';
import type { PassClaims } from '@/domain/pass/claims';
import { decodePass } from '@/domain/pass/decode-pass';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';

/** What a text claims to be, before anybody has looked whether it was signed here. */
export type ReadText = { readonly gateId: GateId; readonly claims: PassClaims };

export function readPassText(token: string): Result<ReadText, 'AP-PASS'> {
  const decoded = decodePass(token);
  if (decoded.kind !== 'decoded') return err('AP-PASS');
  const { claims } = decoded.pass;
  const gateId = gateByNumber(claims.gateNumber)?.code;
  return gateId === undefined ? err('AP-PASS') : ok({ gateId, claims });
}

/**
 * The whole text is the secret: it must be, character by character, one that we signed and stored. So nobody learns
 * anything by guessing pass ids, and an altered pass is no pass.
 */
export async function crossingOfText(
  tx: Transaction,
  { gateId, claims }: ReadText,
  token: string,
): Promise<CrossingId | null> {
  const [signed] = await tx
    .select({ token: passToken.token, crossingId: passToken.crossingId })
    .from(passToken)
    .where(
      and(
        eq(passToken.gateId, gateId),
        eq(passToken.passId, claims.passId),
        eq(passToken.revision, claims.revision),
      ),
    );
  return signed?.token === token ? crossingIdSchema.parse(signed.crossingId) : null;
}
