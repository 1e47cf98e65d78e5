import { type Database, inGate } from '@/db/client';
import type { GateId } from '@/domain/shared/identity';
import type { PushRequest, PushResponse } from '@/domain/sync/protocol';
import { ensureHead } from '../log/gate-head';
import { type Reading, readThing } from './classify-arrivals';
import type { DeviceRow } from './device-row';
import { standingOf } from './device-standing';
import { type Gathering, gather, makeSlots } from './gather';
import { proveDevices } from './prove-device';
import { type Arrived, push } from './push';
import { isSignedBy, type SignedText, type SyncError } from './request';

export type Push = {
  readonly request: PushRequest;
  readonly body: SignedText;
  /** Server clock when the request came in, ms since the epoch. */
  readonly at: number;
};

/** `readings`: where the batch was read before its turn. */
type SignedPush = Push & {
  readonly signedBy: string | null;
  readonly readings: readonly Reading[] | undefined;
};

export type TakenIn =
  | { readonly kind: 'done'; readonly response: PushResponse }
  | { readonly kind: 'refused'; readonly error: SyncError };

/** One transaction holds the locks of its crossings for some tenths of a second at most. */
const MOST = { jobs: 48, weight: 4800 };
/** A second one would wait for the crossings of the first: tablets of a gate see the same vehicles. */
const TURNS_PER_GATE = 1;
/** Of the ten connections of the pool; people need the others. */
const TURNS = 4;
const KEYS_KEPT = 20_000;

type Door = {
  readonly slots: ReturnType<typeof makeSlots>;
  readonly gates: Map<GateId, Gathering<SignedPush, TakenIn>>;
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
    gather<SignedPush, TakenIn>({
      keyOf: ({ request }) => request.device,
      weightOf: ({ request }) => request.events.length,
      most: MOST,
      turns: TURNS_PER_GATE,
      slots: door.slots,
      work: (pushes) => takeInTogether(db, gateId, pushes),
    });
  door.gates.set(gateId, gathering);
  return gathering.take({ ...one, ...readBeforeItsTurn(one) });
}

/** Keys of devices that have proved themselves here. */
const provedKeys = new Map<string, string>();

/**
 * While the gate's other tablets are written, this batch is read, if a key that proved itself before has signed it:
 * nobody else's batch is worth the work before its device is known. The device's row decides all the same.
 */
function readBeforeItsTurn({ request, body }: Push): Pick<SignedPush, 'signedBy' | 'readings'> {
  const key = provedKeys.get(request.device) ?? null;
  return key !== null && isSignedBy(key, body)
    ? { signedBy: key, readings: request.events.map(readThing) }
    : { signedBy: null, readings: undefined };
}

function remember({ deviceId, publicKey }: DeviceRow): void {
  if (publicKey === null) return;
  if (provedKeys.size >= KEYS_KEPT) provedKeys.clear();
  provedKeys.set(deviceId, publicKey);
}

async function takeInTogether(
  db: Database,
  gateId: GateId,
  pushes: readonly SignedPush[],
): Promise<readonly TakenIn[]> {
  const actor = pushes.map(({ request }) => request.device).join(' ');
  return inGate(db, { gateId, actor }, async (tx) => {
    const proofs = await proveDevices(
      tx,
      gateId,
      pushes.map(({ request, body, signedBy }) => ({
        gateId,
        device: request.device,
        action: 'sync.push',
        body,
        signedBy,
      })),
    );
    const arrived: Arrived[] = [];
    for (const [n, { request, readings, at }] of pushes.entries()) {
      const proof = proofs[n];
      if (proof?.kind !== 'proved') continue;
      remember(proof.row);
      arrived.push({ row: proof.row, request, readings, at });
    }
    const responses = (await push(tx, gateId, arrived)).values();
    // Only a device that proved itself may make a gate its head.
    const epoch = arrived.length === 0 ? '' : (await ensureHead(tx, gateId)).epoch;
    return proofs.map((proof): TakenIn => {
      if (proof.kind === 'refused') return proof;
      const next = responses.next();
      if (next.done) throw new Error('a push without an answer');
      return { kind: 'done', response: { ...next.value, epoch, standing: standingOf(proof.row) } };
    });
  });
}
