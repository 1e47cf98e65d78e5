import { createHash, randomInt } from 'node:crypto';
import { and, eq, gt } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { pass } from '@/db/schema/pass';
import { kioskCode } from '@/db/schema/position';
import { CODE_DIGITS, parseCode } from '@/domain/access/one-time-code';
import { plateMatchKey } from '@/domain/identifiers/plate';
import { KIOSK_CODE_LIFE_SECONDS } from '@/domain/pass/kiosk-code';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import { countKioskCode, countKioskPlate, countKioskTry } from '@/server/auth/throttle';
import { crossingOfText, readPassText } from '@/server/pass/held-pass';

type Ports = Pick<Context, 'db' | 'accounts' | 'clock' | 'address'>;

const hashOf = (gateId: GateId, plateKey: string, code: string): string =>
  createHash('sha256').update(`${gateId}:${plateKey}:${code}`).digest('hex');

/** For whoever holds the text of a live pass: a code that prints it once at its gate's kiosk. The one before ends (PO-5). */
export async function giveKioskCode(
  { db, accounts, clock }: Ports,
  { token }: { readonly token: string },
): Promise<
  Result<
    { readonly code: string; readonly expiresAt: number },
    'AP-PASS' | 'AP-NONE' | 'AP-ENDED' | 'AP-MANY'
  >
> {
  const text = readPassText(token);
  if (!text.ok) return text;
  const { gateId, claims } = text.value;
  const now = clock.now();
  if (!(await countKioskCode(accounts, claims.passId, now))) return err('AP-MANY');
  return inGate(db, { gateId, actor: null }, async (tx) => {
    if ((await crossingOfText(tx, text.value, token)) === null) return err('AP-NONE');
    const [held] = await tx
      .select({ token: pass.token, status: pass.status, endedAt: pass.endedAt })
      .from(pass)
      .where(and(eq(pass.gateId, gateId), eq(pass.passId, claims.passId)));
    if (held?.token !== token || held.status !== 'live' || held.endedAt !== null) return err('AP-ENDED');
    const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
    const plateKey = plateMatchKey(claims.binding.plate);
    const expiresAt = now + KIOSK_CODE_LIFE_SECONDS * 1000;
    const made = { plateKey, codeHash: hashOf(gateId, plateKey, code), expiresAt };
    await tx
      .insert(kioskCode)
      .values({ gateId, passId: claims.passId, ...made })
      .onConflictDoUpdate({ target: [kioskCode.gateId, kioskCode.passId], set: made });
    return ok({ code, expiresAt });
  });
}

/**
 * The pass that a plate and a code open, once. Wrong plate, wrong code, used, over, revoked: one answer after the same
 * work, and tries at a plate are counted whether anybody knows it or not (PO-6).
 */
export async function openAtKiosk(
  { db, accounts, clock, address }: Ports,
  { gateId, plate, code: typed }: { readonly gateId: GateId; readonly plate: string; readonly code: string },
): Promise<Result<{ readonly token: string }, 'AP-CODE' | 'AP-MANY'>> {
  const now = clock.now();
  const plateKey = plateMatchKey(plate);
  const mayTry = [
    await countKioskTry(accounts, address, now),
    await countKioskPlate(accounts, `${gateId}:${plateKey}`, now),
  ].every(Boolean);
  if (!mayTry) return err('AP-MANY');
  const codeHash = hashOf(gateId, plateKey, parseCode(typed) ?? '');
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const [spent] = await tx
      .delete(kioskCode)
      .where(
        and(
          eq(kioskCode.gateId, gateId),
          eq(kioskCode.plateKey, plateKey),
          eq(kioskCode.codeHash, codeHash),
          gt(kioskCode.expiresAt, now),
        ),
      )
      .returning({ passId: kioskCode.passId });
    const [held] = await tx
      .select({ token: pass.token, status: pass.status, endedAt: pass.endedAt })
      .from(pass)
      .where(and(eq(pass.gateId, gateId), eq(pass.passId, spent?.passId ?? '')));
    // An erased pass has no text any more.
    const isGood = held?.status === 'live' && held.endedAt === null && held.token !== '';
    return isGood ? ok({ token: held.token }) : err('AP-CODE');
  });
}
