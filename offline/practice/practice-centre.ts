import { v7 } from 'uuid';
import type { Process } from '@/domain/process/process';
import {
  crossingIdSchema,
  type DeviceId,
  eventIdSchema,
  type GateId,
  type StepId,
} from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import { type ChainTail, chainEvent, emptyTail } from '@/domain/sync/chain';
import { type EventDraft, eventBodySchemas, type GateEvent } from '@/domain/sync/event';
import { type PassRecord, PROTOCOL_VERSION } from '@/domain/sync/protocol';
import type { Transport } from '../sync/transport';
import type { RandomBytes } from '../unlock/vault';
import type { PracticeLists, PracticePass } from './practice-passes';

/**
 * The other end of a practising tablet: it tells the invented day once and takes in whatever is recorded, so that
 * "accepted here" becomes "confirmed" as in earnest. It is a value in this tab's memory; no request leaves it, so
 * nothing practised can reach the log (OF-40).
 */
export function practiceCentre(ports: {
  readonly gateId: GateId;
  readonly process: Process;
  /** The force that practises: what is "used" was used by it. */
  readonly agency: Agency;
  readonly step: StepId;
  readonly lists: PracticeLists;
  readonly device: DeviceId;
  readonly now: () => number;
  readonly random: RandomBytes;
}): Transport {
  const { gateId, process, lists, now, random } = ports;
  const told = tellDay(ports);
  const page = <T>(upserts: readonly T[]) => ({
    upserts: [...upserts],
    tombstones: [],
    next: 1,
    done: true,
    count: upserts.length,
  });
  return {
    push: async (request) => ({
      kind: 'answer',
      value: {
        protocol: PROTOCOL_VERSION,
        ackSeq: Math.max(request.from - 1 + request.events.length, request.from - 1),
        verdicts: request.events.map((_, at) => ({ kind: 'applied' as const, seq: request.from + at })),
        incidents: [],
        t1: now(),
        t2: now(),
      },
    }),
    pull: async (request) => {
      const isFirst = request.cursors.events === 0;
      const once = <T>(rows: readonly T[]) => page(isFirst ? rows : []);
      return {
        kind: 'answer',
        value: {
          protocol: PROTOCOL_VERSION,
          mustRefetch: [],
          pages: {
            passes: once(told.records),
            events: once(told.events),
            lists: once(lists.documents),
            processes: once([process]),
            incidents: once([]),
          },
          t1: now(),
          t2: now(),
        },
      };
    },
  };

  function tellDay({ agency, step, device }: typeof ports): {
    readonly records: readonly PassRecord[];
    readonly events: readonly GateEvent[];
  } {
    let tail: ChainTail = emptyTail(device);
    const events: GateEvent[] = [];
    const records: PassRecord[] = [];
    const say = (draft: EventDraft) => {
      const id = eventIdSchema.parse(v7({ msecs: now(), random: random(16) }));
      const link = chainEvent(tail, draft, { id, wall: now(), mono: 0, boot: 'practice', offset: 0 });
      tail = link.tail;
      events.push(link.event);
    };
    for (const pass of lists.passes) {
      // A forged pass names nothing the centre knows.
      if (pass.claims === null || pass.kind === 'forged') continue;
      const { claims } = pass;
      const crossingId = crossingIdSchema.parse(v7({ msecs: now(), random: random(16) }));
      const envelope = {
        gateId,
        actor: null,
        agency: null,
        shift: null,
        crossingId,
        passId: null,
        step: null,
        direction: claims.direction,
        verdict: null,
        codes: [],
        lists: null,
        sealed: null,
      };
      say({ ...envelope, type: 'crossing.declared', body: declaredBody(pass, claims, process) });
      const { passId, revision, notBefore, notAfter } = claims;
      say({ ...envelope, passId, type: 'pass.issued', body: { revision, notBefore, notAfter } });
      if (pass.kind === 'used')
        say({ ...envelope, passId, agency, step, type: 'step.confirmed', body: { note: null } });
      if (pass.kind === 'held')
        say({ ...envelope, agency, type: 'hold.placed', body: { reason: 'documents' } });
      records.push({
        passId,
        crossingId,
        revision,
        status: pass.kind === 'revoked' ? 'revoked' : 'live',
        token: pass.text,
        process: { id: process.id, version: process.version },
        goodsName: GOODS,
        grossWeightKg: 18_000,
        firmName: FIRM,
      });
    }
    return { records, events };
  }
}

/** Said in the language of the gate; on the screen it stands beside the word "practice". */
const GOODS = 'Sầu riêng (luyện tập)';
const FIRM = 'Công ty Luyện Tập';

function declaredBody(pass: PracticePass, claims: NonNullable<PracticePass['claims']>, process: Process) {
  return eventBodySchemas['crossing.declared'].parse({
    process: { id: process.id, version: process.version },
    kind: claims.kind,
    route: null,
    binding: claims.binding,
    rawPlate: claims.binding.plate,
    firm: { id: `practice-${pass.kind}`, name: FIRM, taxCode: null },
    goods: { class: claims.goodsClass, name: GOODS, hsCode: null, grossWeightKg: 18_000 },
    plannedArrivalAt: null,
    regime: null,
  });
}
