import type { GateId } from '@/domain/shared/identity';
import type { PullResponse, PushRequest, PushResponse } from '@/domain/sync/protocol';
import type { Bug } from './bug';
import type { SimulatedCentre } from './centre';
import { copyOf, type GateState } from './gate-state';
import type { MemoryCentre } from './memory-centre';
import type { World } from './world';

/** Bugs of the centre. They reach into its maps: a planted bug has no manners. */

const gateOf = (centre: SimulatedCentre, gateId: GateId): GateState => {
  const gate = (centre as MemoryCentre).gates.get(gateId);
  if (gate === undefined) throw new Error(`no gate ${gateId}`);
  return gate;
};

type CentreBend = NonNullable<Bug['centre']>;
type AfterPush = (gate: GateState, request: PushRequest, answer: PushResponse, world: World) => PushResponse;
type AfterPull = (answer: PullResponse, gate: GateState, world: World) => PullResponse;

const afterPush =
  (change: AfterPush): CentreBend =>
  (inner, world) => ({
    ...inner,
    push: async (request, now) => {
      const reply = await inner.push(request, now);
      if (reply.kind === 'failed') return reply;
      return { ...reply, value: change(gateOf(inner, request.gateId), request, reply.value, world) };
    },
  });
const afterPull =
  (change: AfterPull): CentreBend =>
  (inner, world) => ({
    ...inner,
    pull: async (request, now) => {
      const reply = await inner.pull(request, now);
      if (reply.kind === 'failed') return reply;
      return { ...reply, value: change(reply.value, gateOf(inner, request.gateId), world) };
    },
  });

export const CENTRE_BUGS: readonly Bug[] = [
  {
    name: 'acknowledges before it is stored, and dies',
    centre: (inner, world) => ({
      ...inner,
      push: async (request, now) => {
        const gates = (inner as MemoryCentre).gates;
        const before = gates.get(request.gateId);
        const kept = before === undefined ? null : copyOf(before);
        const reply = await inner.push(request, now);
        if (kept !== null && reply.kind === 'answer' && world.dice.happens(0.2))
          gates.set(request.gateId, kept);
        return reply;
      },
    }),
  },
  {
    name: 'acknowledges beyond what it has',
    centre: afterPush((_, request, answer) => ({
      ...answer,
      ackSeq: Math.max(answer.ackSeq, request.headSeq),
    })),
  },
  {
    name: 'drops what it puts in quarantine',
    centre: afterPush((gate, _, answer) => {
      gate.quarantine.clear();
      return answer;
    }),
  },
  {
    name: 'keeps half of what it puts in quarantine',
    centre: afterPush((gate, _, answer) => {
      for (const [key, row] of gate.quarantine)
        gate.quarantine.set(key, { ...row, raw: row.raw.slice(0, 40) });
      return answer;
    }),
  },
  {
    name: 'reads past a row that commits late',
    centre: afterPull((answer, gate, world) => {
      const { events } = answer.pages;
      if (events.upserts.length === 0 || !world.dice.happens(0.2)) return answer;
      const upserts = events.upserts.slice(0, -1);
      return {
        ...answer,
        pages: { ...answer.pages, events: { ...events, upserts, next: gate.position, done: true } },
      };
    }),
  },
  {
    name: 'folds in the order of arrival',
    centre: afterPush((gate, _, answer) => {
      for (const [id, row] of gate.crossings) {
        const rows = gate.ofCrossing.get(id) ?? [];
        const last = rows.at(-1)?.event;
        if (last !== undefined)
          gate.crossings.set(id, {
            ...row,
            state: { ...row.state, lastEventAt: last.wall + (last.offset ?? 0) },
          });
      }
      return answer;
    }),
  },
  {
    name: 'lets the first use that arrives win, and drops the others',
    centre: afterPush((gate, request, answer) => {
      for (const event of gate.log
        .filter((row) => row.event.device === request.device)
        .map((row) => row.event)) {
        if (event.type !== 'step.confirmed') continue;
        const same = gate.log.findIndex(
          (row) =>
            row.event.type === 'step.confirmed' &&
            row.event.id !== event.id &&
            row.event.step === event.step &&
            row.event.agency === event.agency &&
            row.crossingId === event.crossingId,
        );
        const own = gate.log.findIndex((row) => row.event.id === event.id);
        const [first, row] = [gate.log[same], gate.log[own]];
        if (first !== undefined && row !== undefined && same < own)
          gate.log[own] = { ...row, event: first.event };
      }
      return answer;
    }),
  },
  {
    name: 'tells nobody of a second use',
    centre: afterPush((gate, _, answer) => forgetting(gate, 'double-use', answer)),
  },
  {
    name: 'sends no incidents to the tablets',
    centre: afterPull((answer) => ({
      ...answer,
      pages: { ...answer.pages, incidents: { ...answer.pages.incidents, upserts: [] } },
    })),
  },
  {
    name: 'forgets to list a revocation',
    centre: (inner) => ({
      ...inner,
      revoke: async (gateId, passId, now) => {
        const gate = gateOf(inner, gateId);
        const lists = [...gate.lists];
        await inner.revoke(gateId, passId, now);
        gate.lists.splice(0, gate.lists.length, ...lists);
        const pass = gate.passes.get(passId);
        if (pass !== undefined) gate.passes.set(passId, { ...pass, notAfter: 0, status: 'live' });
        for (const [id, rows] of gate.ofCrossing)
          gate.ofCrossing.set(
            id,
            rows.filter((row) => row.event.type !== 'pass.revoked'),
          );
      },
    }),
  },
  {
    name: 'lets a tablet speak as a supervisor',
    centre: afterPush((gate, _, answer) => {
      for (const row of [...gate.quarantine.values()]) {
        if (row.code !== 'approval' || !row.raw.includes('release.overridden')) continue;
        const event = JSON.parse(row.raw) as GateState['log'][number]['event'];
        if (gate.log.some((one) => one.event.id === event.id)) continue;
        gate.log.push({ position: ++gate.position, crossingId: event.crossingId, event, gateHash: '' });
      }
      return answer;
    }),
  },
  {
    name: 'answers with a clock an hour wrong',
    centre: afterPull((answer) => ({ ...answer, t1: answer.t1 + 3_600_000, t2: answer.t2 + 3_600_000 })),
  },
  {
    name: 'writes a repeated request down as news',
    centre: afterPush((gate, request, answer) => {
      if (request.events.length > 0 && answer.verdicts.every((verdict) => verdict.kind === 'duplicate'))
        gate.quarantine.set(`${request.device} again ${gate.quarantine.size}`, {
          device: request.device,
          seq: request.from,
          code: 'shape',
          raw: 'again',
        });
      return answer;
    }),
  },
];

function forgetting(gate: GateState, kind: string, answer: PushResponse): PushResponse {
  for (const [id, row] of gate.incidents) if (row.kind === kind) gate.incidents.delete(id);
  return answer;
}
