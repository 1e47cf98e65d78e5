import { eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { person } from '@/db/schema/account';
import type { SubmissionField } from '@/domain/declaration/submission';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import { actorId } from '../auth/actor-id';
import { readState } from '../log/read-states';
import { isSwap } from './correct-field';
import { type FieldNow, fieldAt, fieldsNow } from './read-correction';

export type FieldsToCorrect = {
  /** Normalised. */
  readonly plate: string;
  /** Nothing can be corrected any more. */
  readonly isOver: boolean;
  /** `isAsked`: given already, and another one is an officer's to allow (FV-9). */
  readonly fields: readonly (FieldNow & { readonly isAsked: boolean })[];
  /** Newest first. */
  readonly history: readonly {
    readonly field: SubmissionField;
    readonly from: string | number | null;
    readonly to: string | number | null;
    readonly reason: string;
    readonly at: number;
    /** Of the own firm, by name; null: somebody of the gate. */
    readonly by: string | null;
  }[];
};

/** DE-12: what can be corrected as it stands, and what was corrected: who, when, from what, why (rule 13). */
export async function readFields(
  { db, accounts, actor }: Pick<Context, 'db' | 'accounts' | 'actor'>,
  input: { readonly gateId: GateId; readonly crossingId: string },
): Promise<Result<FieldsToCorrect, 'AP-NONE'>> {
  const { gateId } = input;
  const crossingId = crossingIdSchema.parse(input.crossingId);
  const state = await inGate(db, { gateId, actor: actorId(actor) }, (tx) =>
    readState(tx, gateId, crossingId),
  );
  if (!state?.declared) return err('AP-NONE');
  const names = await ownNames(
    accounts,
    actor,
    state.history.flatMap((change) => change.actor ?? []),
  );
  return ok({
    plate: state.declared.binding.plate,
    isOver: state.ended !== null,
    fields: fieldsNow(state.declared).map((now) => ({
      ...now,
      isAsked: isSwap(actor, now.field) && now.value !== null,
    })),
    history: state.history
      .flatMap(({ path, actor: by, ...change }) => {
        const field = fieldAt(path);
        return field === null ? [] : [{ ...change, field, by: by === null ? null : (names.get(by) ?? null) }];
      })
      .toReversed(),
  });
}

async function ownNames(
  accounts: Context['accounts'],
  actor: Context['actor'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (actor.kind !== 'person' || actor.firmId === null || ids.length === 0) return new Map();
  const rows = await accounts
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(eq(person.firmId, actor.firmId));
  return new Map(rows.filter(({ id }) => ids.includes(id)).map(({ id, name }) => [id, name]));
}
