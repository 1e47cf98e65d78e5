import { type Database, inGate } from '@/db/client';
import type { GateId } from '@/domain/shared/identity';
import type { PushRequest, PushResponse } from '@/domain/sync/protocol';
import { type Gathering, gather, makeSlots } from './gather';
import { proveDevices } from './prove-device';
import { type Arrived, push } from './push';
import type { SignedText, SyncError } from './request';

export type Push = {
  readonly request: PushRequest;
  readonly body: SignedText;
  /** Server clock when the request came in, ms since the epoch. */
  readonly at: number;
};

export type TakenIn =
  | { readonly kind: 'done'; readonly response: PushResponse }
  | { readonly kind: 'refused'; readonly error: SyncError };

/** One transaction holds the locks of its crossings for some tenths of a second at most. */
const MOST = { jobs: 48, weight: 4800 };
/** One is written while the next one is judged. */
const TURNS_PER_GATE = 2;
/** Of the ten connections of the pool; people need the others. */
const TURNS = 4;

type Door = {
  readonly slots: ReturnType<typeof makeSlots>;
  readonly gates: Map<GateId, Gathering<Push, TakenIn>>;
};
const doors = new WeakMap<Database, Door>();

/**
 * Brings a push into the log, together with what other tablets of its gate bring at that moment: one transaction, one
 * commit, one fold of each crossing (decision 025). Answered after its commit and not before.
 * @throws what the transaction threw: this push left no trace
 */
export function takeInPush(db: Database, one: Push): Promise<TakenIn> {
  const { gateId } = one.request;
  const door = doors.get(db) ?? { slots: makeSlots(TURNS), gates: new Map() };
  doors.set(db, door);
  const gathering =
    door.gates.get(gateId) ??
    gather<Push, TakenIn>({
      keyOf: ({ request }) => request.device,
      weightOf: ({ request }) => request.events.length,
      most: MOST,
      turns: TURNS_PER_GATE,
      slots: door.slots,
      work: (pushes) => takeInTogether(db, gateId, pushes),
    });
  door.gates.set(gateId, gathering);
  return gathering.take(one);
}

async function takeInTogether(
  db: Database,
  gateId: GateId,
  pushes: readonly Push[],
): Promise<readonly TakenIn[]> {
  const actor = pushes.map(({ request }) => request.device).join(' ');
  return inGate(db, { gateId, actor }, async (tx) => {
    const proofs = await proveDevices(
      tx,
      gateId,
      pushes.map(({ request, body }) => ({ gateId, device: request.device, action: 'sync.push', body })),
    );
    const arrived: Arrived[] = [];
    for (const [n, { request, at }] of pushes.entries()) {
      const proof = proofs[n];
      if (proof?.kind === 'proved') arrived.push({ row: proof.row, request, at });
    }
    const responses = (await push(tx, gateId, arrived)).values();
    return proofs.map((proof): TakenIn => {
      if (proof.kind === 'refused') return proof;
      const next = responses.next();
      if (next.done) throw new Error('a push without an answer');
      return { kind: 'done', response: next.value };
    });
  });
}
