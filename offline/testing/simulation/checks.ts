import { orderedSet } from '@/domain/crossing/event-set';
import { fold } from '@/domain/crossing/fold';
import { undoing } from '@/domain/crossing/undo';
import { processFor, STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { canonicalJson } from '@/domain/sync/canonical-json';
import { firstBrokenLink } from '@/domain/sync/chain';
import type { GateEvent } from '@/domain/sync/event';
import { incidentId } from '@/domain/sync/incident-id';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { TABLET_MEMORY_MS } from '@/domain/sync/tablet-memory';
import { correctedNow } from '../../sync/clock';
import { withoutWords } from '../../sync/prepare-page';
import { forgeriesTold, lateRecordsTold } from './authority-checks';
import type { GateLook } from './centre';
import { diceOf } from './chance';
import { atEachGate, type Check, tabletsOf } from './each-gate';
import { placeOf } from './ledger';
import { deliver } from './network';
import { newestTab } from './play';
import type { SimulatedTablet } from './simulated-tablet';
import { GATE_CODES, type World } from './world';

const inUse = (world: World, gateId: GateId) => tabletsOf(world, gateId).filter((one) => !one.withdrawn);
const asideAt = (look: GateLook): ReadonlySet<string> =>
  new Set(look.quarantine.map(({ device, seq }) => placeOf(device, seq)));

/** Invariants 2 and 9: nothing shown as recorded is lost, nothing that once rested at the centre is gone. */
const nothingLost: Check = async (world, looks) => {
  const { ledger } = world;
  const at = new Map(
    [...looks.values()].flatMap((look) => look.log.map(({ event }) => [event.id, event] as const)),
  );
  const aside = new Set([...looks.values()].flatMap((look) => [...asideAt(look)]));
  for (const { device, event, gateId } of ledger.told.values()) {
    if (at.get(event.id)?.hash === event.hash) continue;
    const tablet = world.tablets.find((one) => one.device === device);
    if (tablet === undefined) continue;
    if (tablet.spoiled.has(event.seq) && aside.has(placeOf(device, event.seq))) continue;
    // A number written twice, and the centre set back to before it knew the second: both count alike (decision 044).
    const rests = ledger.present.get(placeOf(device, event.seq));
    if (tablet.setBack && ledger.restores > 0 && rests !== undefined && !rests.has(event.hash)) {
      ledger.count('lost by three faults');
      continue;
    }
    const row = await tablet.truth.ownEvent(event.id);
    if (row === null && ledger.restores > 0) {
      // Let go after its acknowledgement, then the centre was set back: lost by two faults, but it must be told.
      const look = looks.get(gateId);
      const missing = look?.incidents.some(
        ({ incident, withdrawn }) =>
          incident.kind === 'sequence-gap' && incident.devices.includes(device) && !withdrawn,
      );
      const standing = look?.devices.get(device);
      const awaited = standing !== undefined && standing.ackSeq < event.seq && event.seq <= standing.headSeq;
      if (missing === true || awaited) {
        ledger.count('lost by two faults, and told');
        continue;
      }
    }
    ledger.fail('told-is-kept', `${device} ${event.seq} ${event.type} was shown as recorded and is nowhere`);
  }
  const hashes = new Set(
    [...looks.values()].flatMap((look) => look.log.map(({ event }) => event.hash as string)),
  );
  for (const [place, rested] of ledger.present)
    for (const what of rested)
      if (what === 'aside' ? !aside.has(place) : !hashes.has(what))
        ledger.fail(
          what === 'aside' ? 'quarantine-whole' : 'acknowledged-is-durable',
          `${place} rested at the centre and is gone`,
        );
};

/** What a poisoned tablet sent is kept whole. */
const quarantineWhole: Check = async (world, looks) => {
  for (const tablet of world.tablets) {
    if (tablet.disk === null || tablet.setBack) continue;
    const look = looks.get(tablet.gateId);
    const aside = (look?.quarantine ?? []).filter((row) => row.device === tablet.device);
    const sound = new Set(look?.log.map(({ event }) => event.hash));
    for (const row of tablet.disk.own) {
      if (row.verdict?.kind !== 'quarantined') continue;
      const text = JSON.stringify(row.event);
      // What was spoiled after it was sent rests there as it was: its hash tells it.
      const isKept = aside.some(
        ({ seq, raw }) =>
          seq === row.seq && (raw === text || (tablet.spoiled.has(seq) && raw.includes(row.event.hash))),
      );
      // Or in the log, sound, where it had come before the disk spoiled it.
      if (tablet.spoiled.has(row.seq) && sound.has(row.event.hash)) continue;
      if (!isKept)
        world.ledger.fail('quarantine-whole', `${row.dev} ${row.seq} is in quarantine and not kept whole`);
    }
  }
};

/** Invariants 3, 4, 7, 15 at the centre: each chain whole, each number once unless forked, clocks grow. */
const chainsWhole = atEachGate((world, gateId, look) => {
  const { ledger } = world;
  const ids = new Set<string>();
  for (const { event } of look.log) {
    if (ids.has(event.id))
      ledger.fail('nothing-twice', `${event.device} ${event.seq} stands twice in the log`);
    ids.add(event.id);
    if (event.gateId !== gateId)
      ledger.fail('gates-apart', `an event of ${event.gateId} in the log of ${gateId}`);
  }
  const aside = asideAt(look);
  for (const tablet of tabletsOf(world, gateId)) {
    const chain = look.log.map(({ event }) => event).filter(({ device }) => device === tablet.device);
    for (const event of chain)
      if (event.agency !== tablet.agency)
        ledger.fail(
          'authority-kept',
          `${tablet.device} ${event.seq} speaks as ${event.agency ?? 'a supervisor'}`,
        );
    const forked = look.incidents.filter(
      ({ incident }) => incident.kind === 'fork' && incident.devices.includes(tablet.device),
    );
    const bySeq = new Map<number, GateEvent[]>();
    for (const event of chain) bySeq.set(event.seq, [...(bySeq.get(event.seq) ?? []), event]);
    const twice = [...bySeq.values()].filter((events) => events.length > 1);
    if (twice.length > 0 && forked.length === 0)
      ledger.fail('forks-keep-both', `${tablet.device} wrote a number twice and nobody was told`);
    if (twice.length > 0 && !tablet.setBack)
      ledger.fail('nothing-twice', `${tablet.device} forked though its disk was never set back`);
    if (twice.length > 0) ledger.count('forks kept', twice.length);
    if (tablet.setBack || ledger.restores > 0) continue;
    const whole = [...chain].sort((a, b) => a.seq - b.seq);
    const broken = firstBrokenLink(tablet.device, whole);
    const first = broken === null ? null : placeOf(tablet.device, broken.seq - 1);
    if (
      broken !== null &&
      first !== null &&
      !aside.has(first) &&
      !aside.has(placeOf(tablet.device, broken.seq))
    )
      if (![...aside].some((place) => place.startsWith(tablet.device)))
        ledger.fail('holes-are-told', `${tablet.device} is broken at ${broken.seq}: ${broken.fault}`);
  }
});

/** Invariant 3: a number that is missing below another is an open incident. */
const holesTold = atEachGate((world, gateId, look) => {
  for (const [device, row] of look.devices) {
    if (row.maxSeq <= row.ackSeq) continue;
    const id = incidentId('sequence-gap', device, row.ackSeq + 1);
    world.ledger.count('hole left open');
    if (!look.incidents.some(({ incident, withdrawn }) => incident.id === id && !withdrawn))
      world.ledger.fail(
        'holes-are-told',
        `${device} misses ${row.ackSeq + 1} at ${gateId} and nobody was told`,
      );
  }
});

/** Every tablet's outbox is empty, and the centre knows its head. */
const healed = atEachGate(async (world, gateId, look) => {
  for (const tablet of tabletsOf(world, gateId)) {
    const { ack, headSeq } = await tablet.truth.outbox(0);
    if (ack !== headSeq)
      world.ledger.fail(
        'heals-in-three',
        `${tablet.device} still has ${headSeq - ack} events after three exchanges`,
      );
    const known = look.devices.get(tablet.device)?.headSeq ?? -1;
    if (known !== headSeq && !tablet.setBack)
      world.ledger.fail(
        'head-known',
        `the centre thinks ${tablet.device} ends at ${known}, it ends at ${headSeq}`,
      );
    // It is told nothing, not even the time.
    if (tablet.withdrawn) continue;
    const reading = await tablet.truth.read('clock');
    const error = correctedNow(reading, newestTab(tablet).clock) - world.now;
    if (Math.abs(error) > 5000)
      world.ledger.fail('time-measured', `${tablet.device} is wrong by ${error} ms`);
  }
});

/** Crossings that every tablet of the gate has to know: live ones and those that ended lately. */
function known(world: World, look: GateLook): readonly CrossingId[] {
  const since = world.now - TABLET_MEMORY_MS + 3_600_000;
  return [...look.crossings].flatMap(([id, state]) => {
    const named = look.log.some((row) => row.crossingId === id);
    return named && (state.ended === null || state.ended.at >= since) ? id : [];
  });
}

/** Invariants 1 and 11, OF-25: one set of events about every vehicle everywhere, and so one state. */
const replicasAgree = atEachGate(async (world, gateId, look) => {
  const { ledger } = world;
  const dice = diceOf(world.seed);
  const process = processFor(STANDARD_PROCESSES, gateId, 'export', 'loaded');
  for (const crossingId of known(world, look)) {
    const rows = look.log.filter((row) => row.crossingId === crossingId).map(({ event }) => event);
    // A centre that lost the pass itself cannot know what an event that names the pass alone is about (FO-13).
    const passLost = ![...look.passes.values()].some((pass) => pass.crossingId === crossingId);
    const state = look.crossings.get(crossingId);
    const under = rows.some(({ type }) => type === 'crossing.declared') ? process : null;
    const shuffled = [...rows, ...rows.slice(0, 3)].sort(() => dice.next() - 0.5);
    const folded = canonicalJson(fold(under, shuffled));
    if (state !== undefined && canonicalJson(state) !== folded)
      ledger.fail('state-is-fold', `${crossingId}: the centre's state is not the fold of its events`);
    const passId = world.passes.find((one) => one.crossingId === crossingId)?.passId ?? null;
    for (const tablet of inUse(world, gateId)) {
      const { own, others } = await tablet.truth.dossier({ crossingId, passId });
      const sound = own.filter(
        ({ verdict, seq }) => verdict?.kind !== 'quarantined' && !tablet.spoiled.has(seq),
      );
      const here = new Map<string, GateEvent>(sound.map((row) => [row.id, row.event]));
      for (const row of others)
        here.set(row.id, row.body.kind === 'clear' ? row.body.event : opened(row.body.bytes));
      const wanted = rows.filter(
        (event) =>
          event.device !== tablet.device ||
          (!tablet.setBack && !tablet.spoiled.has(event.seq) && !tablet.chain.letGo.has(event.id)) ||
          here.has(event.id),
      );
      const missing = wanted.filter((event) => !here.has(event.id));
      const [lost] = missing;
      if (lost !== undefined)
        ledger.fail(
          'replicas-agree',
          `${tablet.n} misses ${missing.length} events about ${crossingId}, first ${lost.type} of ${lost.device}`,
        );
      const extra = [...here].flatMap(([id, event]) =>
        rows.some((row) => row.id === id) || (passLost && event.crossingId === null) ? [] : id,
      );
      if (extra.length > 0 && !tablet.setBack)
        ledger.fail(
          'replicas-agree',
          `${tablet.n} has ${extra.length} events about ${crossingId} that the centre has not: ${told(here.get(extra[0] ?? ''))}`,
        );
      if (
        wanted.length === rows.length &&
        !passLost &&
        extra.length === 0 &&
        lost === undefined &&
        canonicalJson(fold(under, here.values())) !== folded
      )
        ledger.fail('replicas-agree', `${tablet.n} folds ${crossingId} otherwise than the centre`);
      ledger.count('crossings compared');
    }
  }
});

const told = (event: GateEvent | undefined): string =>
  event === undefined ? '' : `${event.type} ${event.device.slice(-4)} ${event.seq} ${event.id.slice(-4)}`;
const opened = (bytes: Uint8Array): GateEvent => JSON.parse(new TextDecoder().decode(bytes)) as GateEvent;

/** IN-1 found again by counting: of the ticks of one agency at a step that uses up the pass, all but the first. */
const doubleUsesTold = atEachGate((world, gateId, look) => {
  const process = processFor(STANDARD_PROCESSES, gateId, 'export', 'loaded');
  const uses = new Map(
    process?.steps.filter((step) => step.usesPass).map((step) => [step.id, step.agencies]),
  );
  const raised = new Set(look.incidents.flatMap(({ incident, withdrawn }) => (withdrawn ? [] : incident.id)));
  for (const crossingId of look.crossings.keys()) {
    const rows = look.log.filter((row) => row.crossingId === crossingId).map(({ event }) => event);
    if (!rows.some(({ type }) => type === 'crossing.declared')) continue;
    const ordered = orderedSet(rows);
    const { undone } = undoing(ordered);
    const first = new Set<string>();
    for (const event of ordered) {
      if (event.type !== 'step.confirmed' || event.step === null || event.agency === null) continue;
      if (uses.get(event.step)?.includes(event.agency) !== true || undone.has(event.id)) continue;
      const place = `${event.step} ${event.agency}`;
      if (first.has(place)) {
        world.ledger.count('double uses');
        if (!raised.has(incidentId('double-use', event.id)))
          world.ledger.fail('double-use-told', `${event.device} ${event.seq}: used again, and no incident`);
      }
      first.add(place);
    }
  }
});

/** What the centre raised is on every tablet of the gate, but for what was written when it was resolved (OF-19). */
const incidentsArrive = atEachGate(async (world, gateId, look) => {
  const since = world.now - TABLET_MEMORY_MS + 3_600_000;
  const all = new Map(look.incidents.map((row) => [row.incident.id, row]));
  for (const tablet of inUse(world, gateId)) {
    const here = new Map((await tablet.truth.incidents()).map((incident) => [incident.id, incident]));
    for (const { incident, withdrawn } of all.values()) {
      if (incident.resolved !== null && incident.resolved.at < since) continue;
      const held = here.get(incident.id);
      const isHeld = held !== undefined && canonicalJson(held) === canonicalJson(withoutWords(incident));
      if (withdrawn ? held !== undefined : !isHeld)
        world.ledger.fail(
          'incidents-arrive',
          `${tablet.n}: ${incident.kind} ${incident.id} is ${withdrawn ? 'withdrawn' : 'open'} at the centre, ${held === undefined ? 'missing' : 'otherwise'} here`,
        );
    }
    for (const id of here.keys())
      if (!all.has(id))
        world.ledger.fail(
          'incidents-arrive',
          `${tablet.n} has an incident that the centre has not: ${here.get(id)?.kind}`,
        );
    world.ledger.count('incidents compared', all.size);
  }
});

/** Invariant 14: every pass revoked at the centre is in the list on board of every tablet. */
const revocationsArrive = atEachGate(async (world, gateId, look) => {
  const { trustList } = world.keys.ring;
  const newest = (await trustList(Math.floor(world.now / 1000))).list.version;
  const revoked = [...look.passes].flatMap(([passId, pass]) => (pass.status === 'revoked' ? passId : []));
  for (const tablet of inUse(world, gateId)) {
    const lists = await tablet.truth.lists();
    const held = (kind: string) => lists.find((list) => list.kind === kind)?.version ?? 0;
    if (held('trust-list') !== newest)
      world.ledger.fail(
        'revocations-arrive',
        `${tablet.n} has key list ${held('trust-list')}, not ${newest}`,
      );
    if (held('revocation') < look.lists.revocation)
      world.ledger.fail(
        'revocations-arrive',
        `${tablet.n} has revocation list ${held('revocation')}, not ${look.lists.revocation}`,
      );
    for (const passId of revoked) {
      const pass = world.passes.find((one) => one.passId === passId);
      const text = pass?.tokens.at(-1);
      const status = look.passes.get(passId)?.endedAt ?? null;
      if (text === undefined || status !== null) continue;
      const { verdict, code } = await previewOf(tablet, text);
      world.ledger.count('revoked passes shown');
      if (verdict === 'proceed' || verdict === 'check')
        world.ledger.fail(
          'revocations-arrive',
          `${tablet.n} answers ${verdict} ${code} to a pass that the centre revoked`,
        );
    }
  }
});

async function previewOf(tablet: SimulatedTablet, text: string) {
  // A scan after all is over writes one more event; nobody counts any more.
  const { decision } = await newestTab(tablet).tablet.scan(text, 'camera');
  return decision;
}

/** The neighbour's words are each in the log once, in their order. */
const neighbourHeard = atEachGate((world, gateId, look) => {
  const said = look.log.flatMap(({ event }) =>
    event.type === 'neighbour.acceptance' ? event.body.vehiclesPerHour : [],
  );
  const wanted = world.neighbour.told.filter((word) => word.gateId === gateId).map((word) => word.rate);
  if (world.ledger.restores === 0 && said.join() !== wanted.join())
    world.ledger.fail(
      'nothing-twice',
      `${gateId}: the neighbour told ${wanted.join()}, the log has ${said.join()}`,
    );
});

/** Invariant 7: everything that arrived lately arrives once more, and nothing changes. */
const repeatsChangeNothing: Check = async (world, looks) => {
  const print = (all: ReadonlyMap<GateId, GateLook>) =>
    canonicalJson(
      [...all].map(([gateId, look]) => [
        gateId,
        look.position,
        look.quarantine.length,
        [...look.crossings.keys()],
        look.incidents,
      ]),
    );
  const before = print(looks);
  for (const request of world.sent.slice(-20))
    await deliver(world, { ...request, protocol: PROTOCOL_VERSION }, world.now);
  const after = new Map<GateId, GateLook>();
  for (const gateId of GATE_CODES) after.set(gateId, await world.centre.look(gateId));
  if (print(after) !== before)
    world.ledger.fail('repeats-change-nothing', 'requests that arrived again changed the centre');
};

/** In this order: the last two write. */
export const CHECKS: readonly Check[] = [
  nothingLost,
  quarantineWhole,
  chainsWhole,
  holesTold,
  healed,
  replicasAgree,
  doubleUsesTold,
  incidentsArrive,
  neighbourHeard,
  lateRecordsTold,
  forgeriesTold,
  repeatsChangeNothing,
  revocationsArrive,
];
