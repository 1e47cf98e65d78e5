import { EVERY_GATE, inGate } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { gateTableVersion } from '@/db/schema/gate-table';
import { checkGates } from '@/domain/gate/check-gates';
import type { GateEntry } from '@/domain/gate/gate-entry';
import { type GatesVersion, undoGates } from '@/domain/gate/gate-versions';
import { putGatesInForce } from '@/domain/gate/gates';
import { err, ok, type Result } from '@/domain/shared/result';
import { type Author, mayBeOf, nextVersion } from '@/domain/shared/versions';
import { canonicalJson } from '@/domain/sync/canonical-json';
import type { PersonContext } from '../control/person-context';
import { readGateVersions } from './read-gates';

type Order = {
  /** The version that was newest when the administrator looked; another one by now is somebody else's work. */
  readonly basedOn: number;
  readonly reason: string;
};
type Refusal = 'AP-NONE' | 'AP-DONE' | 'AP-INPUT';

/** One after the other; of two at once who looked at the same version the second is told so. */
async function write(
  { db, clock, actor }: PersonContext,
  { basedOn, reason }: Order,
  make: (history: readonly GatesVersion[], author: Author) => Result<GatesVersion, Refusal>,
  isOurs: (newest: GatesVersion) => boolean,
): Promise<Result<number, Refusal>> {
  const outcome = await inGate(
    db,
    { gateId: EVERY_GATE, actor: actor.id },
    async (tx): Promise<Result<GatesVersion, Refusal>> => {
      await holdLock(tx, 'gate table');
      const history = await readGateVersions(tx);
      const newest = history.at(-1);
      if (newest === undefined) return err('AP-NONE');
      if (mayBeOf(newest, { basedOn, madeBy: actor.id, reason }) && isOurs(newest)) return ok(newest);
      if (newest.version !== basedOn) return err('AP-DONE');
      const made = make(history, { madeAt: clock.now(), madeBy: actor.id, reason });
      if (made.ok) await tx.insert(gateTableVersion).values(made.value);
      return made;
    },
  );
  if (!outcome.ok) return outcome;
  const { version, content } = outcome.value;
  putGatesInForce(version, content);
  return ok(version);
}

/** Puts a table of gates in force from this moment on (GA-3). @returns its version */
export const saveGates = (
  context: PersonContext,
  order: Order & { readonly gates: readonly GateEntry[] },
): Promise<Result<number, Refusal>> =>
  write(
    context,
    order,
    (history, author) => {
      const checked = checkGates(order.gates, history.at(-1)?.content ?? []);
      return checked.ok ? ok(nextVersion(history, checked.value, author)) : err('AP-INPUT');
    },
    ({ sameAs, content }) => {
      // As it would have been stored: without the spaces around names.
      const asked = checkGates(order.gates, []);
      return sameAs === null && asked.ok && canonicalJson(content) === canonicalJson(asked.value);
    },
  );

/** Takes the newest change back, by a version of its own; asked again it goes one further back (GA-4). */
export const undoLastGates = (context: PersonContext, order: Order): Promise<Result<number, Refusal>> =>
  write(
    context,
    order,
    (history, author) => {
      const back = undoGates(history, author);
      return back === null ? err('AP-NONE') : ok(back);
    },
    ({ sameAs }) => sameAs !== null,
  );
