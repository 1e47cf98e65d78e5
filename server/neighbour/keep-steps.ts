import { and, eq, sql } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { neighbourStep } from '@/db/schema/neighbour';
import type { Interval } from '@/domain/flow/intervals';
import { holdsIn, negotiate, type Standing, stepHash, stepText } from '@/domain/neighbour/agreement';
import type { Step } from '@/domain/neighbour/content';
import type { Statement } from '@/domain/neighbour/statement';
import { fromBase64url } from '@/domain/shared/base64url';
import type { GateId } from '@/domain/shared/identity';
import { verifyEd25519 } from '../keys/ed25519';
import type { Link } from './link';
import { readTheirKeys } from './their-keys';

type Keys = ReadonlyMap<string, Uint8Array>;

/**
 * Keeps the steps of a negotiation whose signatures hold, theirs and our own that we may have lost. What was signed for one
 * gate is none of another's.
 */
export async function keepSteps(link: Link, statement: Statement): Promise<void> {
  if (statement.kind !== 'agreement') return;
  const [own, theirs] = await Promise.all([link.keys.all(), theirKeys(link)]);
  const { steps } = statement.said;
  const holding = steps.filter(
    (step) =>
      step.terms.gate === statement.gateId &&
      signatureHolds(step, step.by === link.own.country ? own : theirs),
  );
  await inGate(link.db, { gateId: statement.gateId, actor: null }, (tx) =>
    storeSteps(tx, statement.gateId, holding, { at: link.now(), by: null }),
  );
}

async function theirKeys(link: Link): Promise<Keys> {
  const rows = await readTheirKeys(link.db, link.other.source);
  return new Map(
    rows.flatMap(({ keyId, publicKey, state }) => {
      const raw = fromBase64url(publicKey);
      // A key that was retired has signed what it signed.
      return raw === null || state === 'offered' ? [] : [[keyId, raw] as const];
    }),
  );
}

function signatureHolds(step: Step, keys: Keys): boolean {
  const [key, signature] = [keys.get(step.keyId), fromBase64url(step.signature)];
  return key !== undefined && signature !== null && verifyEd25519(key, stepText(step), signature);
}

export async function storeSteps(
  tx: Transaction,
  gateId: GateId,
  steps: readonly Step[],
  { at, by }: { readonly at: number; readonly by: string | null },
): Promise<void> {
  if (steps.length === 0) return;
  await tx
    .insert(neighbourStep)
    .values(
      steps.map((content) => ({
        gateId,
        agreementId: content.agreement,
        stepHash: stepHash(content),
        step: content.step,
        content,
        keptAt: at,
        by,
      })),
    )
    .onConflictDoNothing();
}

export type Negotiation = { readonly agreementId: string; readonly standing: Standing };

/** Every negotiation of a gate, newest first, with its whole chain of signed steps. */
export async function readNegotiations(tx: Transaction, gateId: GateId): Promise<readonly Negotiation[]> {
  const rows = await tx
    .select({ agreementId: neighbourStep.agreementId, content: neighbourStep.content })
    .from(neighbourStep)
    .where(eq(neighbourStep.gateId, gateId));
  const ids = [...new Set(rows.map(({ agreementId }) => agreementId))].sort().reverse();
  return ids.flatMap((agreementId) => {
    const standing = negotiate(rows.flatMap((row) => (row.agreementId === agreementId ? [row.content] : [])));
    return standing === null ? [] : [{ agreementId, standing }];
  });
}

export async function readSteps(
  tx: Transaction,
  gateId: GateId,
  agreementId: string,
): Promise<readonly Step[]> {
  const rows = await tx
    .select({ content: neighbourStep.content })
    .from(neighbourStep)
    .where(and(eq(neighbourStep.gateId, gateId), eq(neighbourStep.agreementId, agreementId)));
  return rows.map(({ content }) => content);
}

/** Agreements whose terms hold in some part of a stretch; of negotiations that are over no more is read than that they are. */
export async function agreedIn(tx: Transaction, gateId: GateId, { from, to }: Interval) {
  const terms = sql`${neighbourStep.content} -> 'terms'`;
  const at = (ms: number) => sql`to_timestamp(${ms} / 1000.0)`;
  const accepted = await tx
    .selectDistinct({ agreementId: neighbourStep.agreementId })
    .from(neighbourStep)
    .where(
      and(
        eq(neighbourStep.gateId, gateId),
        sql`${neighbourStep.content} ->> 'deed' = 'accept'`,
        sql`(${terms} ->> 'from')::timestamptz < ${at(to)} and ${at(from)} < (${terms} ->> 'until')::timestamptz`,
      ),
    );
  const steps = await Promise.all(accepted.map(({ agreementId }) => readSteps(tx, gateId, agreementId)));
  return steps.map(negotiate).filter((standing) => holdsIn(standing, { from, to }));
}
