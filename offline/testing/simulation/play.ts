import type { EventDraft } from '@/domain/sync/event';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { tidy } from '../../store/tidy';
import { eventNo, stampNo } from '../samples';
import type { Action } from './actions';
import { centreEnvelope, undoDraft } from './centre-drafts';
import { type Dice, diceOf } from './chance';
import { placeOf } from './ledger';
import { deliver, WEATHERS } from './network';
import { holdOrLift, scan, settled, tick, undoLast } from './officer';
import { crash, openTab, type SimulatedTablet, type Tab } from './simulated-tablet';
import { forgetLost, restoreImage, spoil, takeImage } from './spoil';
import { ALL } from './watched-store';
import { declareNext, GATE_CODES, keepToken, type World } from './world';

/** No simulated tablet is enrolled for it. */
const OTHER_AGENCY = 'plant-quarantine';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Enough to make every reader read on, few enough to be told apart. */
const MOST_PASSES = 36;

export function newestTab(at: SimulatedTablet): Tab {
  const tab = at.tabs.at(-1);
  if (tab === undefined) throw new Error('a tablet without an app');
  return tab;
}

/** Lets what is due arrive, in any order. */
export async function deliverMail(world: World, dice: Dice, all: boolean): Promise<void> {
  const due = world.mail.filter((mail) => all || mail.dueAt <= world.now);
  world.mail = world.mail.filter((mail) => !due.includes(mail));
  while (due.length > 0) {
    const [mail] = due.splice(dice.below(due.length), 1);
    if (mail === undefined) return;
    world.ledger.count(mail.dueAt - world.startedAt > DAY ? 'mail after a day and more' : 'mail late');
    await deliver(world, mail.request, world.now);
  }
}

export function exchangeOn(world: World, at: SimulatedTablet, tab: Tab): Promise<void> {
  return settled(world, tab.tablet.exchange(), (report) => {
    world.ledger.say(`exchange ${at.n} ${report.kind}`);
    world.ledger.count(
      report.kind === 'failed' ? `exchange: ${report.failure.kind}` : `exchange: ${report.kind}`,
    );
  });
}

/** One action; what it begins may go on long after it. */
export async function play(world: World, { kind, dice: own }: Action): Promise<void> {
  const dice = diceOf(own);
  const { ledger, turnstile } = world;
  ledger.count(`step: ${kind}`);
  ledger.say(`${kind} ${own}`);
  const at = dice.pick(world.tablets);
  const tab = newestTab(at);
  world.now += dice.below(5000);
  switch (kind) {
    case 'scan':
      return scan(world, at, tab, dice);
    case 'tick':
      return tick(world, at, tab, dice);
    case 'undo':
      return undoLast(world, at, tab);
    case 'hold':
    case 'lift':
      return holdOrLift(world, at, tab, dice, kind === 'lift');
    case 'exchange':
      for (const each of at.tabs) void exchangeOn(world, at, each);
      return;
    case 'go-on':
      for (let left = 1 + dice.below(30); left > 0; left -= 1) await turnstile.step(dice.below(60));
      return;
    case 'calm':
      return turnstile.drain();
    case 'time':
      world.now += Math.round(HOUR * dice.next() ** 3);
      return deliverMail(world, dice, false);
    case 'long-time':
      world.now += Math.round(14 * DAY * dice.next() ** 2);
      return deliverMail(world, dice, false);
    case 'mail':
      return deliverMail(world, dice, false);
    case 'crash':
      return crash(world, at);
    case 'second-tab':
      if (at.tabs.length < 2) openTab(world, at);
      return;
    case 'close-tab': {
      const closed = at.tabs.length > 1 ? at.tabs.shift() : undefined;
      if (closed !== undefined) closed.life.alive = false;
      return;
    }
    case 'turn-clock':
      at.skewMs = Math.round((dice.next() * 2 - 1) * 48 * HOUR);
      return;
    case 'room':
      at.room = dice.pick(['enough', 'enough', 'full', 'full', 'gone']);
      return;
    case 'version':
      at.protocol = dice.pick(
        // Every version that is served, today's twice, and one that is not known yet.
        [
          ...Array.from({ length: PROTOCOL_VERSION }, (_, before) => before + 1),
          PROTOCOL_VERSION,
          PROTOCOL_VERSION + 1,
        ],
      );
      ledger.count(`speaks protocol ${at.protocol}`);
      return;
    case 'take-image':
      return takeImage(at);
    case 'restore-image':
      return restoreImage(world, at);
    case 'spoil':
      return spoil(world, at, dice);
    case 'forge':
      return forge(world, at, own);
    case 'prune':
      if (at.room === 'enough') await newestPrune(at, world);
      return;
    case 'weather':
      at.weather = dice.pick(WEATHERS);
      return;
    case 'node': {
      const node = dice.pick(world.nodes);
      node.up = !node.up;
      node.skewMs = dice.below(1500);
      return;
    }
    case 'stale-lists':
      world.staleLists = dice.happens(0.7);
      return;
    default:
      return playCentre(world, kind, dice, at);
  }
}

async function newestPrune(at: SimulatedTablet, world: World): Promise<void> {
  const before = await at.truth.recent(ALL);
  const gone = await tidy(at.truth, world.now);
  world.ledger.count('events pruned', gone);
  if (gone === 0) return;
  const kept = new Set((await at.truth.recent(ALL)).map((row) => row.id));
  const { passes } = await world.centre.look(at.gateId);
  const isLive = (crossingId: string | null) =>
    [...passes.values()].some((pass) => pass.crossingId === crossingId && pass.endedAt === null);
  for (const { id, crossingId } of before) if (!kept.has(id) && !isLive(crossingId)) at.chain.letGo.add(id);
}

/** Somebody's own program on a tablet speaks as a supervisor would, or in another agency's name. */
async function forge(world: World, at: SimulatedTablet, number: number): Promise<void> {
  if (at.disk === null || at.room !== 'enough') return;
  const pass = world.passes.find((one) => one.gateId === at.gateId);
  if (pass === undefined) return;
  const { crossingId, passId, gateId } = pass;
  const envelope = centreEnvelope(gateId, { crossingId, passId, actor: `officer-${at.n}` });
  const isOverride = number % 2 === 0;
  const draft: EventDraft = isOverride
    ? { ...envelope, type: 'release.overridden', body: { reason: 'let through', approvedBy: 'nobody' } }
    : { ...envelope, agency: OTHER_AGENCY, type: 'hold.lifted', body: { reason: 'let through' } };
  const stamp = { ...stampNo(1, world.now + at.skewMs), id: eventNo(2_000_000 + (number % 1_000_000_000)) };
  const [event] = await at.truth.append({ entries: [{ draft, stamp }], seen: null });
  if (event === undefined) return;
  at.chain.hashes.set(event.seq, event.hash);
  at.chain.seq = event.seq;
  at.chain.hlc = event.hlc;
  world.ledger.count(isOverride ? 'authority forged' : 'agency forged');
}

async function playCentre(
  world: World,
  kind: Action['kind'],
  dice: Dice,
  at: SimulatedTablet,
): Promise<void> {
  const { centre, ledger, now } = world;
  const gateId = dice.pick(GATE_CODES);
  const look = () => centre.look(gateId);
  const pass = dice.pick(world.passes.filter((one) => one.gateId === gateId));
  switch (kind) {
    case 'declare':
      if (world.passes.length < MOST_PASSES) await declareNext(world, gateId);
      return;
    case 'reissue':
      if ((await look()).passes.get(pass.passId)?.status !== 'live') return;
      await centre.reissue(pass, now);
      return keepToken(world, pass);
    case 'revoke': {
      if ((await look()).passes.get(pass.passId)?.status !== 'live') return;
      await centre.revoke(gateId, pass.passId, now);
      const said = (await look()).log.findLast(
        ({ event }) => event.type === 'pass.revoked' && event.passId === pass.passId,
      );
      const version = said?.event.lists?.revocation ?? null;
      if (version !== null) pass.revoked = { version, restores: ledger.restores };
      return;
    }
    case 'rotate':
      return world.keys.rotate(dice.happens(0.4));
    case 'neighbour': {
      const rate = 10 + dice.below(60);
      world.neighbour.told.push({ gateId, rate });
      return centre.record(gateId, acceptanceDraft(gateId, rate, now), now);
    }
    case 'resolve': {
      const open = (await look()).incidents.filter(
        ({ incident, withdrawn }) => !withdrawn && incident.resolved === null,
      );
      if (open.length === 0) return;
      const { incident } = dice.pick(open);
      const draft: EventDraft = {
        ...centreEnvelope(gateId, { actor: 'supervisor-1' }),
        type: 'incident.resolved',
        body: { incident: incident.id, reason: 'looked at' },
      };
      return centre.record(gateId, draft, now);
    }
    case 'supervisor-undo': {
      const ticks = (await look()).log.filter(({ event }) => event.type === 'step.confirmed');
      if (ticks.length === 0) return;
      const { event } = dice.pick(ticks.slice(-12));
      return centre.record(
        gateId,
        undoDraft(gateId, { crossingId: event.crossingId, passId: event.passId }, event.id),
        now,
      );
    }
    case 'override': {
      const { crossingId } = pass;
      const draft: EventDraft = {
        ...centreEnvelope(gateId, { crossingId, actor: 'supervisor-1' }),
        type: 'release.overridden',
        body: { reason: 'papers seen', approvedBy: 'supervisor-2' },
      };
      return centre.record(gateId, draft, now);
    }
    case 'withdraw':
      at.withdrawn = true;
      await centre.withdraw(at.gateId, at.device, now);
      at.withdrawnAt = { position: (await centre.look(at.gateId)).position, restores: ledger.restores };
      return;
    case 'back-up':
      await centre.backUp();
      world.backup = {
        withdrawn: new Set(world.tablets.filter((one) => one.withdrawn).map((one) => one.device)),
      };
      return;
    case 'restore':
      return restore(world, dice.happens(0.5));
    default:
      throw new Error(`nobody plays ${kind}`);
  }
}

/** The centre's store is yesterday's. What rests there now is looked at anew. */
async function restore(world: World, declared: boolean): Promise<void> {
  const { backup, ledger, centre } = world;
  if (backup === null) return;
  await centre.restore(declared);
  ledger.count(declared ? 'set back and declared' : 'set back and not declared');
  ledger.restores += 1;
  ledger.present.clear();
  for (const tablet of world.tablets) {
    tablet.withdrawn = backup.withdrawn.has(tablet.device);
    if (!tablet.withdrawn) tablet.withdrawnAt = null;
  }
  for (const gateId of GATE_CODES) {
    const look = await centre.look(gateId);
    for (const { event } of look.log) ledger.rests(placeOf(event.device, event.seq), [event.hash]);
    for (const row of look.quarantine) ledger.rests(placeOf(row.device, row.seq), ['aside']);
  }
  for (const tablet of world.tablets) forgetLost(world, tablet);
  world.neighbour.told.length = 0;
}

const acceptanceDraft = (
  gateId: World['passes'][number]['gateId'],
  rate: number,
  now: number,
): EventDraft => ({
  ...centreEnvelope(gateId, { actor: 'neighbour' }),
  type: 'neighbour.acceptance',
  body: {
    direction: 'export',
    vehiclesPerHour: rate,
    validFrom: now,
    validTo: null,
    toldBy: 'stand-in',
    channel: 'hotline',
    note: null,
  },
});
