import { and, eq, inArray } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { neighbourBulletin, neighbourStatement } from '@/db/schema/neighbour';
import type { PlanFigure } from '@/domain/board/snapshot';
import { planFigure } from '@/domain/flow/decide';
import {
  type Bulletin,
  type BulletinFault,
  missingOf,
  openBulletinFile,
  verifyBulletin,
} from '@/domain/neighbour/bulletin';
import { openBulletinCodes } from '@/domain/neighbour/bulletin-qr';
import { fingerprintOf, keyIdOf } from '@/domain/neighbour/fingerprint';
import { directionOfContent, type Statement, statementOf, wordsOf } from '@/domain/neighbour/statement';
import { fromBase64url } from '@/domain/shared/base64url';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Direction } from '@/domain/shared/vocabulary';
import { readSituation } from '@/server/flow/read-situation';
import { verifySignature } from '@/server/keys/ed25519';
import { acceptStatements } from '../accept-statements';
import { keepSteps } from '../keep-steps';
import type { Link } from '../link';
import { offerKey, trustedKey } from '../their-keys';

/** A sheet as it came: the text of its file, or the texts of the codes on its print. */
export type GivenSheet =
  | { readonly way: 'file'; readonly text: string }
  | { readonly way: 'print'; readonly codes: readonly string[] };
type Order = { readonly gateId: GateId; readonly sheet: GivenSheet };

/** Why not, and of a key that nobody has compared yet what to compare. */
export type Refusal = {
  readonly fault: BulletinFault;
  readonly key: { readonly keyId: string; readonly fingerprint: string } | null;
};
type Plans = Readonly<Record<Direction, PlanFigure>>;
export type BulletinPreview = {
  readonly bulletin: Bulletin;
  /** Events that were signed and are only in the file. */
  readonly missing: number;
  /** Of its statements, those that we have not heard yet. */
  readonly fresh: number;
  readonly before: Plans;
  readonly after: Plans;
};

/** Reads a sheet and says what taking it would change; nothing is changed, but a key that is not known is offered (BU-4). */
export async function previewBulletin(
  link: Link,
  { gateId, sheet }: Order,
): Promise<Result<BulletinPreview, Refusal>> {
  const read = await readSheet(link, gateId, sheet);
  if (!read.ok) return read;
  const bulletin = read.value;
  const now = link.now();
  const statements = statementsOf(bulletin, now);
  return inGate(link.db, { gateId, actor: null }, async (tx) => {
    const known = await knownOf(tx, gateId, bulletin, statements);
    const fresh = statements.filter(({ id }) => !known.statements.has(id));
    if (known.number && fresh.length === 0) return err({ fault: 'replayed', key: null } as const);
    const { directions } = await readSituation(tx, gateId, now);
    const plans = (added: readonly Statement[]): Plans => {
      const of = (direction: Direction) => {
        const words = added.flatMap((each) => wordsOf(each, directionOfContent(each, link.own.country)));
        const replacesHours = added.some(
          (each) => each.kind === 'hours' && directionOfContent(each, link.own.country) === direction,
        );
        const told = [
          ...directions[direction].told.filter(({ as }) => !(replacesHours && as === 'hours')),
          ...words.filter((word) => word.direction === direction),
        ];
        return planFigure({ ...directions[direction], told });
      };
      return { export: of('export'), import: of('import') };
    };
    return ok({
      bulletin,
      missing: missingOf(bulletin),
      fresh: fresh.length,
      before: plans([]),
      after: plans(fresh),
    });
  });
}

/** Takes a sheet: its statements are the same as if the link had carried them, and count once (BU-5). */
export async function takeBulletin(
  link: Link,
  { gateId, sheet, by }: Order & { readonly by: string },
): Promise<Result<{ readonly fresh: number; readonly known: number }, Refusal>> {
  const read = await readSheet(link, gateId, sheet);
  if (!read.ok) return read;
  const bulletin = read.value;
  const now = link.now();
  const statements = statementsOf(bulletin, now);
  const standing = await inGate(link.db, { gateId, actor: by }, (tx) =>
    knownOf(tx, gateId, bulletin, statements),
  );
  if (standing.number && statements.every(({ id }) => standing.statements.has(id)))
    return err({ fault: 'replayed', key: null });
  const accepted = await acceptStatements({ db: link.db, own: link.own.country }, statements, now);
  if (!accepted.ok) return err({ fault: accepted.error === 'NE-TIME' ? 'early' : 'unreadable', key: null });
  for (const statement of statements) await keepSteps(link, statement);
  const { source, number } = bulletin;
  await inGate(link.db, { gateId, actor: by }, (tx) =>
    tx
      .insert(neighbourBulletin)
      .values({ gateId, source, number, bulletin, way: sheet.way, at: now, by })
      .onConflictDoNothing(),
  );
  return ok(accepted.value);
}

const statementsOf = (bulletin: Bulletin, now: number): readonly Statement[] =>
  bulletin.events.map((event) => statementOf(event, { level: 'sheet', heardAt: now }));

async function readSheet(link: Link, gateId: GateId, sheet: GivenSheet): Promise<Result<Bulletin, Refusal>> {
  const refused = (fault: BulletinFault, key: Refusal['key'] = null) => err({ fault, key });
  const opened = sheet.way === 'file' ? openBulletinFile(sheet.text) : openBulletinCodes(sheet.codes);
  if (!opened.ok) return refused(opened.error);
  const bulletin = opened.value;
  if (bulletin.source === link.own.source) return refused('own');
  if (bulletin.gate !== gateId) return refused('other-gate');
  const now = link.now();
  const isTrusted = async (key: Uint8Array, source: string) => {
    const trusted = await trustedKey(link.db, keyIdOf(key), now);
    // Its whole key: an id is only the beginning of a hash.
    const isSame = trusted !== null && Buffer.from(trusted.publicKey).equals(key);
    return isSame && source === link.other.source && trusted.source === source;
  };
  const verified = await verifyBulletin(bulletin, { isTrusted, verify: verifySignature, now });
  if (verified.ok) return verified;
  const key = verified.error === 'unknown-key' ? await offered(link, bulletin) : null;
  return refused(verified.error, key);
}

/** Kept to be compared; of a stranger who is not our neighbour nothing is kept. */
async function offered(link: Link, { source, publicKey }: Bulletin): Promise<Refusal['key']> {
  const raw = fromBase64url(publicKey);
  if (raw === null || source !== link.other.source) return null;
  const keyId = await offerKey(link.db, { source, publicKey }, link.now());
  return keyId === null ? null : { keyId, fingerprint: fingerprintOf(raw) };
}

async function knownOf(
  tx: Transaction,
  gateId: GateId,
  { source, number }: Bulletin,
  statements: readonly Statement[],
): Promise<{ readonly number: boolean; readonly statements: ReadonlySet<string> }> {
  const ids = statements.map(({ id }) => id);
  const [sheets, said] = await Promise.all([
    tx
      .select({ number: neighbourBulletin.number })
      .from(neighbourBulletin)
      .where(
        and(
          eq(neighbourBulletin.gateId, gateId),
          eq(neighbourBulletin.source, source),
          eq(neighbourBulletin.number, number),
        ),
      ),
    ids.length === 0
      ? []
      : tx
          .select({ id: neighbourStatement.statementId })
          .from(neighbourStatement)
          .where(
            and(
              eq(neighbourStatement.gateId, gateId),
              eq(neighbourStatement.source, source),
              inArray(neighbourStatement.statementId, ids),
            ),
          ),
  ]);
  return { number: sheets.length > 0, statements: new Set(said.map(({ id }) => id)) };
}
