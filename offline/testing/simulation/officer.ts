import { decodePass } from '@/domain/pass/decode-pass';
import { encodePass } from '@/domain/pass/encode-pass';
import { REVOKED_KEPT_S } from '@/domain/pass/revocation-list';
import { processFor, STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import { HOLD_REASONS, type Recorded, type ScanOutcome, type Subject } from '../../checkpoint/outcome';
import { claimsOf } from './centre-drafts';
import type { Dice } from './chance';
import type { SimulatedTablet, Tab } from './simulated-tablet';
import type { KnownPass, World } from './world';

/** What officers do, and what they may rely on: every answer they see is compared with what is true. */

const KINDS = [
  'own',
  'own',
  'own',
  'own',
  'own',
  'older-text',
  'other-gate',
  'strange',
  'forged',
  'old-key',
  'garbage',
] as const;
type Shown = {
  readonly kind: (typeof KINDS)[number];
  readonly text: string;
  readonly pass: KnownPass | null;
};

async function showSomething(world: World, at: SimulatedTablet, dice: Dice): Promise<Shown> {
  const kind = dice.pick(KINDS);
  const here = world.passes.filter((pass) => pass.gateId === at.gateId && pass.tokens.length > 0);
  const elsewhere = world.passes.filter((pass) => pass.gateId !== at.gateId && pass.tokens.length > 0);
  const pass = dice.pick(kind === 'other-gate' ? elsewhere : here);
  const newest = pass.tokens.at(-1) ?? '';
  const claims = () => claimsOf(pass, pass.tokens.length - 1, world.startedAt);
  const { keys } = world;
  switch (kind) {
    case 'own':
    case 'other-gate':
      return { kind, text: newest, pass };
    case 'older-text':
      return { kind, text: pass.tokens[0] ?? newest, pass };
    case 'strange':
      return { kind, text: await encodePass(claims(), keys.stranger.kid, keys.stranger.sign), pass };
    case 'forged':
      return { kind, text: await encodePass(claims(), keys.issuer().kid, keys.stranger.sign), pass };
    case 'old-key':
      return { kind, text: await encodePass(claims(), keys.older().kid, keys.older().sign), pass };
    case 'garbage':
      return {
        kind,
        text: dice.pick(['', 'GP1:', 'https://example.com/', `GP1:${'0'.repeat(40)}`]),
        pass: null,
      };
  }
}

export async function scan(world: World, at: SimulatedTablet, tab: Tab, dice: Dice): Promise<void> {
  const shown = await showSomething(world, at, dice);
  const forgetsBefore = at.chain.forgets;
  void settled(world, tab.tablet.scan(shown.text, 'camera'), async (outcome) => {
    await told(world, at, outcome.recorded, outcome.decision.verdict);
    await judge(world, at, shown, outcome, forgetsBefore);
  });
}

/** A promise of the app: it ends well, or its storage was in trouble; anything else is a surprise. */
export async function settled<T>(world: World, work: Promise<T>, then: (value: T) => unknown): Promise<void> {
  try {
    await then(await work);
  } catch (error) {
    if (error instanceof Error && error.name === 'StoreTrouble') world.ledger.count('storage said so');
    else
      world.ledger.fail(
        'no-surprise',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
  }
}

/** "Recorded" was shown: from now on the event is nobody's to lose. */
export async function told(
  world: World,
  at: SimulatedTablet,
  recorded: Recorded | { readonly kind: 'blocked' },
  verdict: string | null,
): Promise<void> {
  const { ledger } = world;
  ledger.count(`shown: ${recorded.kind}`);
  if (recorded.kind !== 'recorded') return;
  for (const { id, seq } of recorded.events) {
    const row = await at.truth.ownEvent(id);
    if (row === null) {
      ledger.fail('told-is-kept', `${at.device} ${seq} was shown as recorded and is not on the disk`);
      continue;
    }
    if (verdict !== null && row.event.verdict !== verdict && !at.spoiled.has(seq))
      ledger.fail('no-refuse-turns', `${at.device} ${seq}: shown ${verdict}, stored ${row.event.verdict}`);
    ledger.told.set(id, { gateId: at.gateId, device: at.device, event: row.event });
    ledger.say(`told ${at.n} ${seq} ${row.event.hash.slice(0, 12)}`);
  }
}

const CODES_OF_FOREIGN = {
  garbage: ['PS-NOT'],
  strange: ['PS-KEY'],
  // Of a key that this tablet does not know yet nobody can say that it was forged.
  forged: ['PS-SIG', 'PS-KEY', 'PS-KEYX'],
  'other-gate': ['AD-GATE', 'PS-KEY', 'PS-KEYX', 'PS-REV'],
} as const;

async function judge(
  world: World,
  at: SimulatedTablet,
  shown: Shown,
  outcome: ScanOutcome,
  forgetsBefore: number,
): Promise<void> {
  const { ledger } = world;
  const { verdict, code } = outcome.decision;
  ledger.count(`code: ${code}`);
  const expected: readonly string[] | null =
    shown.kind in CODES_OF_FOREIGN ? CODES_OF_FOREIGN[shown.kind as keyof typeof CODES_OF_FOREIGN] : null;
  if (expected !== null && (!expected.includes(code) || verdict === 'proceed'))
    ledger.fail('verdicts-sound', `${shown.kind} pass answered ${verdict} ${code} on ${at.n}`);
  const [recorded] = outcome.recorded.kind === 'recorded' ? outcome.recorded.events : [];
  if (recorded === undefined) return;
  const event = (await at.truth.ownEvent(recorded.id))?.event;
  if (event === undefined || at.spoiled.has(event.seq)) return;
  if (verdict === 'proceed' && (event.lists?.keys ?? 0) === 0)
    ledger.fail('verdicts-sound', `proceed without any key list on ${at.n}`);
  if (event.codes[0] !== code)
    ledger.fail('no-refuse-turns', `shown ${code}, stored ${event.codes[0]} on ${at.n}`);
  const revoked = shown.pass?.revoked ?? null;
  const couldKnow =
    revoked !== null &&
    revoked.restores === ledger.restores &&
    (event.lists?.revocation ?? 0) >= revoked.version &&
    world.now / 1000 < farBoundOf(shown.text) + REVOKED_KEPT_S &&
    at.chain.forgets === forgetsBefore;
  if (couldKnow && shown.kind !== 'strange' && (verdict === 'proceed' || verdict === 'check'))
    ledger.fail('verdicts-sound', `revoked in the list on board, and ${verdict} ${code} on ${at.n}`);
  remember(world, at, shown, outcome, event.lists?.revocation ?? 0);
}

/** Seconds; 0 for what is no pass. */
function farBoundOf(text: string): number {
  const read = decodePass(text);
  return read.kind === 'decoded' ? read.pass.claims.notAfter : 0;
}

type Refusal = {
  readonly code: string;
  readonly step: string | null;
  readonly revocation: number;
  readonly forgets: number;
  readonly facts: number;
};
const refusals = new WeakMap<World, Map<string, Refusal>>();
/** What can never be mended by anything that happens later. */
const FOR_EVER = new Set(['PS-NOT', 'PS-SIG', 'AD-GATE']);
/** What needs a newer list, or a centre that was set back. */
const BY_LIST = new Set(['PS-REV', 'PS-OLD']);

/** "Refuse" never becomes "proceed" on the same tablet without evidence that came in between. */
function remember(
  world: World,
  at: SimulatedTablet,
  shown: Shown,
  outcome: ScanOutcome,
  revocation: number,
): void {
  const known = refusals.get(world) ?? new Map<string, Refusal>();
  refusals.set(world, known);
  const key = `${at.n} ${shown.text}`;
  const { verdict, code } = outcome.decision;
  const step = outcome.vehicle.stepHere;
  const crossing = outcome.vehicle.crossing;
  const facts = crossing === null ? 0 : (crossing.lastEventAt ?? 0);
  if (verdict === 'refuse') {
    known.set(key, { code, step, revocation, forgets: at.chain.forgets, facts });
    return;
  }
  const before = known.get(key);
  if (before === undefined || verdict !== 'proceed') return;
  world.ledger.count('refused before, proceeds with evidence');
  const wiser =
    before.forgets !== at.chain.forgets ||
    (BY_LIST.has(before.code)
      ? before.revocation < revocation
      : step !== before.step || facts !== before.facts);
  if (FOR_EVER.has(before.code) || !wiser)
    world.ledger.fail(
      'no-refuse-turns',
      `${at.n}: refused with ${before.code}, then ${verdict} with nothing new`,
    );
}

/** An officer works on what stands on the screen: a vehicle that was scanned or looked up here. */
async function onScreen(at: SimulatedTablet, { passId }: KnownPass): Promise<Subject | null> {
  const { crossingId, pass } = await at.truth.dossier({ crossingId: null, passId });
  return pass === null ? null : { crossingId, passId };
}

export async function tick(world: World, at: SimulatedTablet, tab: Tab, dice: Dice): Promise<void> {
  const here = world.passes.filter((pass) => pass.gateId === at.gateId);
  const pass = dice.pick(here);
  const steps = (processFor(STANDARD_PROCESSES, at.gateId, 'export', 'loaded')?.steps ?? []).filter((step) =>
    step.agencies.includes(at.agency),
  );
  // The step that uses up the pass more often than others: that is where tablets meet.
  const chosen = dice.happens(0.6) ? steps.filter((step) => step.usesPass) : steps;
  const ids = dice.happens(0.15) ? steps.map(({ id }) => id).slice(0, 2) : [dice.pick(chosen).id];
  const subject = await onScreen(at, pass);
  if (subject === null) return;
  void settled(world, tab.tablet.confirmSteps(subject, ids), (done) => told(world, at, done, null));
}

export async function undoLast(world: World, at: SimulatedTablet, tab: Tab): Promise<void> {
  const rows = await at.truth.recent(12);
  const target = rows.find((row) => row.event.type === 'step.confirmed' || row.event.type === 'hold.placed');
  if (target === undefined) return;
  void settled(world, tab.tablet.undo(target.id), (done) => told(world, at, done, null));
}

export async function holdOrLift(
  world: World,
  at: SimulatedTablet,
  tab: Tab,
  dice: Dice,
  lift: boolean,
): Promise<void> {
  const subject = await onScreen(at, dice.pick(world.passes.filter((pass) => pass.gateId === at.gateId)));
  if (subject === null) return;
  const work = lift ? tab.tablet.liftHold(subject) : tab.tablet.placeHold(subject, dice.pick(HOLD_REASONS));
  void settled(world, work, (done) => told(world, at, done, null));
}
