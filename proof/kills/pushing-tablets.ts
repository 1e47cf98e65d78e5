import { setTimeout as pause } from 'node:timers/promises';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { PassRecord } from '@/domain/sync/protocol';
import { type Chance, chanceOf } from '@/scripts/play/chance';
import { signInAs } from '@/scripts/play/play-day';
import { enrolPlayedTablet, type PlayedTablet } from '@/scripts/play/played-tablet';
import type { SignIn } from '@/scripts/start/announce';
import { keepLedger, type Ledger } from './ledger';

export type PushingTablet = PlayedTablet & { readonly ledger: Ledger; readonly gateId: GateId };

export type PushingTablets = {
  readonly tablets: readonly PushingTablet[];
  /** Ends the work; with the centre there, everything recorded is then sent. Returns what could not be. */
  readonly drain: () => Promise<number>;
};

const AGENCIES: readonly Agency[] = ['border-guard', 'customs'];
/** Between two turns of one tablet: officers are slower; a proof has no time. */
const REST_MS = { shortest: 20, longest: 180 };
/** While the centre does not answer. A real tablet waits longer (OF-14); here the return shall be seen at once. */
const ASK_AGAIN_MS = 120;
const DRAIN_WITHIN_MS = 90_000;

/** Tablets without a screen that scan, tick and push as fast as the centre lets them, at every gate with a supervisor. */
export async function openPushingTablets(order: {
  readonly origin: string;
  readonly signIns: readonly SignIn[];
  readonly count: number;
  readonly seed: number;
}): Promise<PushingTablets> {
  const supervisors = order.signIns.filter(({ role, gateId }) => role === 'supervisor' && gateId !== null);
  const cookies = new Map<string, string>();
  const tablets: PushingTablet[] = [];
  const loops: Promise<void>[] = [];
  let mayPull = true;
  let isWorking = true;
  for (let at = 0; at < order.count; at += 1) {
    const person = supervisors[at % supervisors.length];
    const agency = AGENCIES[Math.floor(at / supervisors.length) % AGENCIES.length];
    if (person === undefined || agency === undefined) throw new Error('nobody may enrol tablets');
    const gateId = gateIdSchema.parse(person.gateId);
    const cookie = cookies.get(gateId) ?? (await signInAs(order.origin, { ...person, gateId }));
    cookies.set(gateId, cookie);
    const passes: PassRecord[] = [];
    const ledger = keepLedger(() => mayPull);
    const hand = await enrolPlayedTablet({
      origin: order.origin,
      cookie,
      gateId,
      agency,
      checkpoint: `Chốt ${at + 1}`,
      name: `${gateId}-${agency}-${at + 1}`,
      onPull: (answer) => void passes.push(...answer.pages.passes.upserts),
      through: ledger.through,
    });
    const report = await hand.tablet.exchange();
    if (report.kind !== 'done') throw new Error(`${hand.name}: the first exchange ended as ${report.kind}`);
    const tablet = { ...hand, ledger, gateId };
    tablets.push(tablet);
    loops.push(work(tablet, passes, chanceOf(order.seed * 1000 + at), () => isWorking));
  }
  mayPull = false;
  return {
    tablets,
    drain: async () => {
      isWorking = false;
      await Promise.all(loops);
      const deadline = performance.now() + DRAIN_WITHIN_MS;
      let unsent = Number.POSITIVE_INFINITY;
      while (unsent > 0 && performance.now() < deadline) {
        await Promise.all(tablets.map(({ tablet }) => tablet.exchange()));
        const left = await Promise.all(
          tablets.map(async ({ tablet }) => (await tablet.standing()).unsyncedCount),
        );
        unsent = left.reduce((sum, each) => sum + each, 0);
      }
      return unsent;
    },
  };
}

async function work(
  { tablet, ledger }: PushingTablet,
  passes: readonly PassRecord[],
  chance: Chance,
  goesOn: () => boolean,
): Promise<void> {
  const between = (from: number, to: number) => from + (to - from) * chance.next();
  while (goesOn()) {
    const before = ledger.acknowledged();
    for (let deeds = 1 + Math.floor(chance.next() * 4); deeds > 0; deeds -= 1) {
      const pass = passes[Math.floor(chance.next() * passes.length)];
      if (pass === undefined) throw new Error('a tablet without passes');
      const { recorded, vehicle } = await tablet.scan(pass.token, 'trigger');
      if (recorded.kind === 'recorded') for (const { seq } of recorded.events) ledger.recorded.add(seq);
      if (vehicle.stepHere === null || !chance.happens(0.4)) continue;
      const ticked = await tablet.confirmSteps(pass, [vehicle.stepHere]);
      if (ticked.kind === 'recorded') for (const { seq } of ticked.events) ledger.recorded.add(seq);
    }
    await tablet.exchange();
    const isHeard = ledger.acknowledged() > before;
    await pause(isHeard ? between(REST_MS.shortest, REST_MS.longest) : ASK_AGAIN_MS);
  }
}
