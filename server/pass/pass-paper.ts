import { and, eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { pass } from '@/db/schema/pass';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Locale } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';
import { countPaper } from '@/server/auth/throttle';
import { speakerOf } from '@/server/report/speaker';
import { crossingOfText, readPassText } from './held-pass';
import { writePassPdf } from './write-pass-pdf';

/** What was used says where it was used; what is over otherwise must not look like a pass. */
const GOOD = new Set<(typeof pass.$inferSelect)['status']>(['live', 'used-up']);

type PassPaper = {
  readonly name: string;
  readonly type: string /** Base64. */;
  readonly data: string;
};

/** The PDF of a pass, for whoever holds its text (PO-3); of one that was revoked or replaced none is made. */
export async function passPaper(
  { db, accounts, clock }: Pick<Context, 'db' | 'accounts' | 'clock'>,
  { token, locale }: { readonly token: string; readonly locale: Locale },
): Promise<Result<PassPaper, 'AP-PASS' | 'AP-NONE' | 'AP-ENDED' | 'AP-MANY'>> {
  const text = readPassText(token);
  if (!text.ok) return text;
  const { gateId, claims } = text.value;
  const held = await inGate(db, { gateId, actor: null }, async (tx) => {
    if ((await crossingOfText(tx, text.value, token)) === null) return null;
    const [newest] = await tx
      .select({ token: pass.token, status: pass.status })
      .from(pass)
      .where(and(eq(pass.gateId, gateId), eq(pass.passId, claims.passId)));
    return { isGood: newest?.token === token && GOOD.has(newest.status) };
  });
  if (held === null) return err('AP-NONE');
  if (!held.isGood) return err('AP-ENDED');
  if (!(await countPaper(accounts, claims.passId, clock.now()))) return err('AP-MANY');
  const data = await writePassPdf(speakerOf(locale), token, claims);
  return ok({
    name: `pass-${claims.passId.slice(0, 8)}.pdf`,
    type: 'application/pdf',
    data: Buffer.from(data).toString('base64'),
  });
}
