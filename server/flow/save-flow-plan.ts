import { inGate, type Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { checkPlan } from '@/domain/flow/check-plan';
import type { PlanContent, PlanVersion } from '@/domain/flow/flow-plan';
import { type Gate, gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { type Author, mayBeOf, nextVersion, undoVersion } from '@/domain/shared/versions';
import { canonicalJson } from '@/domain/sync/canonical-json';
import type { PersonContext } from '../control/person-context';
import { lockHead, moveHead } from '../log/gate-head';
import { announceChange } from '../stream/announce-change';
import { firstPlan, readPlanVersions } from './read-flow-plan';
import { insertPlan } from './write-flow-plan';

type Order = {
  readonly gateId: GateId;
  /** The version that was newest when the manager looked; another one by now is somebody else's work. */
  readonly basedOn: number;
  readonly reason: string;
};
type Refusal = 'AP-NONE' | 'AP-DONE' | 'AP-INPUT';

/** What the installation began with, as the version that undo can come back to. */
const firstVersion = (gateId: GateId): PlanVersion => ({
  version: 0,
  madeAt: 0,
  madeBy: '',
  reason: '',
  sameAs: null,
  content: firstPlan(gateId),
});

const samePlan = (a: PlanContent, b: PlanContent): boolean => canonicalJson(a) === canonicalJson(b);

/** One after the other; of two at once who looked at the same version the second is told so. */
async function write(
  { db, clock, actor }: PersonContext,
  { gateId, basedOn, reason }: Order,
  make: (history: readonly PlanVersion[], author: Author, gate: Gate) => Result<PlanVersion, Refusal>,
  isOurs: (newest: PlanVersion) => boolean,
): Promise<Result<number, Refusal>> {
  const gate = gateById(gateId);
  if (gate === null) return err('AP-NONE');
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<number, Refusal>> => {
      await holdLock(tx, `flow plan ${gateId}`);
      const history = [firstVersion(gateId), ...(await readPlanVersions(tx, gateId))];
      const newest = history.at(-1);
      if (newest === undefined) return err('AP-NONE');
      if (mayBeOf(newest, { basedOn, madeBy: actor.id, reason }) && isOurs(newest)) return ok(newest.version);
      if (newest.version !== basedOn) return err('AP-DONE');
      const made = make(history, { madeAt: clock.now(), madeBy: actor.id, reason }, gate);
      if (!made.ok) return made;
      // A lever may have been pulled meanwhile, which takes no turn here.
      if (!(await insertPlan(tx, gateId, made.value))) return err('AP-DONE');
      await wakeGate(tx, gateId);
      return ok(made.value.version);
    },
  );
  if (outcome.ok) announceChange(db);
  return outcome;
}

/** Boards look again when the gate's log has moved: a change that nobody reads makes that now. */
async function wakeGate(tx: Transaction, gateId: GateId): Promise<void> {
  const head = await lockHead(tx, gateId);
  await moveHead(tx, { ...head, change: head.change + 1 });
}

/** Puts a plan in force from this moment on (FL-13). @returns its version */
export const saveFlowPlan = (
  context: PersonContext,
  order: Order & { readonly content: PlanContent },
): Promise<Result<number, Refusal>> =>
  write(
    context,
    order,
    (history, author, gate) => {
      const holds = history.at(-1)?.content ?? null;
      const checked = checkPlan(order.content, { gate, now: author.madeAt, holds });
      return checked.ok ? ok(nextVersion(history, checked.value, author)) : err('AP-INPUT');
    },
    (newest) => newest.sameAs === null && samePlan(newest.content, order.content),
  );

/** Takes the newest change back, by a version of its own; asked again it goes one further back (FL-13). */
export const undoFlowPlan = (context: PersonContext, order: Order): Promise<Result<number, Refusal>> =>
  write(
    context,
    order,
    (history, author) => {
      const back = undoVersion(history, author);
      return back === null ? err('AP-NONE') : ok(back);
    },
    (newest) => newest.sameAs !== null,
  );
