import { v7 } from 'uuid';
import {
  hasEnded,
  isPurgeDue,
  lockDue,
  pinFault,
  SECOND_OFFICER_AFTER_MS,
  SHIFT_MAX_MS,
  type ShiftMoment,
  unlockDemand,
} from '@/domain/device/shift-rules';
import type { Opening } from '../checkpoint/shift-drafts';
import { noteIfRoom } from '../store/note-if-room';
import type { PasskeyRow, Roster, StoredEnrolment } from '../store/rows';
import type { Store } from '../store/store';
import { type Clock, correctedNow } from '../sync/clock';
import type { Tablet } from '../tablet';
import { admitOfficer } from './admit-officer';
import type { AskSignIn } from './ask-sign-in';
import type { Passkeys } from './passkey';
import { createPinGuard } from './pin-guard';
import { type KnownOfficer, makePin, openOfficers, readRoster, strikeOff, withRow } from './roster';
import type { NamedOfficer, SignInForm, SignInOutcome, SignOutOutcome, UnlockOutcome } from './shift-doors';
import { tryPassphrase } from './try-passphrase';
import { type OpenVault, openVault, type RandomBytes, type Vault } from './vault';

export type ShiftPorts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly passkeys: Passkeys;
  readonly askSignIn: AskSignIn;
  /** A tablet without an open shift yet, over this vault. */
  readonly makeTablet: (
    enrolment: StoredEnrolment,
    vault: Vault,
    officer: { readonly id: string; readonly name: string },
  ) => Promise<Tablet>;
  /** Something of the shift changed that the store does not tell of. */
  readonly onChange: () => void;
  /** Of a passphrase; tests take fewer. */
  readonly iterations?: number;
};

type By = Opening['by'];
/** The key is in memory: a shift is open, or a PIN re-opens one. */
type Held = {
  readonly enrolment: StoredEnrolment;
  readonly vault: OpenVault;
  readonly tablet: Tablet;
  officers: readonly KnownOfficer[];
};
type Current = {
  officer: KnownOfficer;
  readonly silent: { readonly ms: number; readonly second: string | null } | null;
};

export type ShiftKeeper = ReturnType<typeof createShiftKeeper>;

/**
 * Who works on this tablet and with which key (OF-26 … OF-30). Drawing:
 *
 *   signed out ──sign in──▶ open ──lock · idle · lapsed──▶ held ──PIN · passphrase · passkey──▶ open
 *        ▲                   │ ▲ └──hand over (PIN)──▶ open     │ twelve hours, reload
 *        │                   │ └────passphrase · passkey──── cold ◀┘
 *        └──sign out, last───┘      (after a day of silence: two officers)
 *
 * Whatever state it is in, the outbox goes on being sent.
 */
export function createShiftKeeper(ports: ShiftPorts) {
  const { store, clock, random, passkeys, onChange } = ports;
  let held: Held | null = null;
  let current: Current | null = null;
  let first: { readonly key: string; readonly by: By; readonly silentMs: number } | null = null;
  const pins = createPinGuard(clock);
  let activity = { wall: clock.wall(), mono: clock.mono() };
  let openedAtMono = 0;

  const touch = () => {
    activity = { wall: clock.wall(), mono: clock.mono() };
  };
  /** The greater of both: a device that slept may have stopped its monotonic clock. */
  const idleMs = () => Math.max(clock.mono() - activity.mono, clock.wall() - activity.wall);

  async function momentOf(officer: Pick<KnownOfficer, 'signedInAt'>): Promise<ShiftMoment> {
    const known = await store.known();
    return {
      now: correctedNow(known.clock, clock),
      signedInAt: officer.signedInAt,
      lastExchangeAt: known.lastExchangeAt,
    };
  }

  const readEnded = async () => (await store.read('ended')) ?? [];

  /** DV-10: whose post ended goes from the roster, and out of an open shift; with the last one every key (OF-29). */
  async function letGo(at: Held): Promise<void> {
    const ended = await readEnded();
    const gone = at.officers.filter((officer) => hasEnded(officer, ended));
    if (gone.length === 0 || at.tablet.memoryOnly() > 0) return;
    if (current !== null && gone.some(({ key }) => key === current?.officer.key)) await lock('expired');
    const isLeft = await strikeOff(
      store,
      gone.map(({ key }) => key),
    );
    if (!isLeft) {
      if (held === at) drop();
      return;
    }
    at.officers = at.officers.filter(({ key }) => !gone.some((each) => each.key === key));
    onChange();
  }

  async function hold(vault: OpenVault, roster: Roster): Promise<Held> {
    const enrolment = await store.read('enrolment');
    if (enrolment === null) throw new Error('a shift before enrolment');
    const officers = await openOfficers(roster, vault);
    const [anybody] = officers;
    if (anybody === undefined) throw new Error('a shift of nobody');
    const tablet = await ports.makeTablet(enrolment, vault, anybody);
    return { enrolment, vault, tablet, officers };
  }

  function drop(): void {
    [held, current, first] = [null, null, null];
    pins.clear();
    onChange();
  }

  async function open(
    at: Held,
    officer: KnownOfficer,
    by: By,
    silentMs: number | null,
    second: string | null,
    isSilent: boolean,
  ): Promise<void> {
    held = at;
    first = null;
    current = { officer, silent: isSilent && silentMs !== null ? { ms: silentMs, second } : null };
    pins.forget(officer.key);
    touch();
    openedAtMono = clock.mono();
    const { id, name } = officer;
    const shift = v7({ msecs: clock.wall(), random: random(16) });
    const body = { by, second, silentMs: silentMs === null ? null : Math.round(silentMs) };
    await at.tablet.openShift({ id, name }, shift, body);
    await noteIfRoom(store, { lastUnlockAt: (await momentOf(officer)).now });
    onChange();
  }

  /** Somebody gave the right PIN, passphrase or passkey: what DV-1 and DV-2 ask besides. */
  async function proceed(at: Held, key: string, by: By): Promise<UnlockOutcome> {
    const officer = at.officers.find((each) => each.key === key);
    if (officer === undefined) return { kind: 'signed-out' };
    if (hasEnded(officer, await readEnded())) {
      await letGo(at);
      return { kind: 'sign-in-lapsed' };
    }
    if (first !== null) {
      const waiting = at.officers.find((each) => each.key === first?.key);
      if (waiting === undefined || waiting.key === key) return { kind: 'same-officer' };
      await open(at, waiting, first.by, first.silentMs, officer.id, true);
      return { kind: 'open' };
    }
    const demand = unlockDemand(await momentOf(officer), at.officers.length - 1);
    if (demand.kind === 'sign-in') return { kind: 'sign-in-lapsed' };
    if (demand.kind === 'second-officer') {
      held = at;
      first = { key, by, silentMs: demand.silentMs };
      onChange();
      return { kind: 'second-needed' };
    }
    const isSilent = (demand.silentMs ?? 0) >= SECOND_OFFICER_AFTER_MS;
    await open(at, officer, by, demand.silentMs, null, isSilent);
    return { kind: 'open' };
  }

  async function byPassphrase(passphrase: string): Promise<UnlockOutcome> {
    const roster = await readRoster(store);
    if (roster === null) return { kind: 'signed-out' };
    const tried = await tryPassphrase(store, roster, passphrase, random, clock.wall);
    if (tried.kind !== 'opened') return tried;
    return proceed(held ?? (await hold(tried.vault, roster)), tried.key, 'passphrase');
  }

  async function byPasskey(): Promise<UnlockOutcome> {
    const roster = await readRoster(store);
    if (roster === null) return { kind: 'signed-out' };
    const rows = roster.officers.flatMap(({ key, passkey }) => (passkey === null ? [] : [{ key, passkey }]));
    const got = await passkeys.get(rows.map(({ passkey }) => passkey));
    const row = rows.find(({ passkey }) => passkey === got?.row);
    const vault = got === null ? null : await openVault(got.row.wrapped, got.key, random);
    if (row === undefined || vault === null) return { kind: 'no-passkey' };
    return proceed(held ?? (await hold(vault, roster)), row.key, 'passkey');
  }

  /** OF-28: a PIN is looked at only while the key is in memory. */
  async function checkPin(at: Held, key: string, pin: string): Promise<UnlockOutcome | 'right'> {
    const officer = at.officers.find((each) => each.key === key);
    return officer === undefined ? { kind: 'signed-out' } : pins.check(officer, pin);
  }

  async function byPin(key: string, pin: string): Promise<UnlockOutcome> {
    const at = held;
    if (at === null || current !== null) return { kind: 'passphrase-only' };
    const checked = await checkPin(at, key, pin);
    return checked === 'right' ? proceed(at, key, 'pin') : checked;
  }

  /** Who hands over is there: after a day of silence that is the second officer (DV-2). */
  async function handOver(key: string, pin: string): Promise<UnlockOutcome> {
    const [at, from] = [held, current];
    if (at === null || from === null) return { kind: 'signed-out' };
    if (key === from.officer.key) return { kind: 'same-officer' };
    const checked = await checkPin(at, key, pin);
    if (checked !== 'right') return checked;
    const to = at.officers.find((each) => each.key === key);
    if (to === undefined) return { kind: 'signed-out' };
    if (hasEnded(to, await readEnded())) return { kind: 'sign-in-lapsed' };
    const demand = unlockDemand(await momentOf(to), at.officers.length - 1);
    if (demand.kind === 'sign-in') return { kind: 'sign-in-lapsed' };
    await at.tablet.endShift({ why: 'handed-over', to: to.id });
    const isSilent = demand.kind === 'second-officer';
    await open(at, to, 'pin', demand.silentMs, isSilent ? from.officer.id : null, isSilent);
    return { kind: 'open' };
  }

  /** The key stays in memory while a PIN can use it, and while records rest in memory alone. */
  const staysHeld = ({ officers, tablet }: Held): boolean =>
    tablet.memoryOnly() > 0 || officers.some(({ pin }) => pin !== null);

  async function lock(why: 'locked' | 'expired'): Promise<void> {
    const at = held;
    if (at === null || current === null) return;
    current = null;
    onChange();
    await at.tablet.endShift({ why, to: null });
    if (current === null && held === at && !staysHeld(at)) drop();
    onChange();
  }

  async function signOut(): Promise<SignOutOutcome> {
    const [at, from] = [held, current];
    if (at === null || from === null) return { kind: 'signed-out' };
    const ended = await at.tablet.endShift({ why: 'signed-out', to: null });
    if (ended.kind === 'memory-only') {
      const count = at.tablet.memoryOnly();
      await at.tablet.openShift(at.tablet.officer(), v7({ msecs: clock.wall(), random: random(16) }), {
        by: 'pin',
        second: null,
        silentMs: null,
      });
      return { kind: 'memory-only', count };
    }
    if (!(await strikeOff(store, [from.officer.key]))) {
      drop();
      return { kind: 'signed-out' };
    }
    current = null;
    at.officers = at.officers.filter(({ key }) => key !== from.officer.key);
    if (!staysHeld(at)) drop();
    onChange();
    return { kind: 'signed-out' };
  }

  async function signIn(form: SignInForm): Promise<SignInOutcome> {
    const said = await admitOfficer(form, { ...ports, wall: clock.wall }, held?.vault ?? null);
    return said.kind === 'admitted' ? enter(said.vault, said.roster, said.key) : said;
  }

  async function enter(vault: OpenVault, roster: Roster, key: string): Promise<SignInOutcome> {
    const at = held ?? (await hold(vault, roster));
    at.officers = await openOfficers(roster, vault);
    const officer = at.officers.find((each) => each.key === key);
    if (officer === undefined) return { kind: 'not-of-this-tablet' };
    if (current?.officer.key === key) current = { ...current, officer };
    else {
      if (current !== null) await at.tablet.endShift({ why: 'handed-over', to: officer.id });
      await open(at, officer, 'passphrase', 0, null, false);
    }
    onChange();
    return { kind: 'signed-in' };
  }

  async function enrolled(vault: OpenVault, key: string): Promise<void> {
    drop();
    const roster = await readRoster(store);
    if (roster !== null) await enter(vault, roster, key);
  }

  async function changeRow(change: (at: Held, from: Current, roster: Roster) => Promise<Roster | null>) {
    const [at, from, roster] = [held, current, await readRoster(store)];
    const next = at === null || from === null || roster === null ? null : await change(at, from, roster);
    if (at === null || from === null || next === null) return false;
    await store.write({ roster: next });
    at.officers = await openOfficers(next, at.vault);
    const officer = at.officers.find(({ key }) => key === from.officer.key);
    if (officer !== undefined && current === from) current = { ...from, officer };
    onChange();
    return true;
  }

  async function setPin(pin: string): Promise<'set' | 'pin-unfit'> {
    if (pinFault(pin) !== null) return 'pin-unfit';
    const made = await makePin(pin, random);
    await changeRow(async (at, { officer }, roster) => {
      const { key, hasPasskey: _, ...secret } = officer;
      return withRow(roster, key, { sealed: await at.vault.seal({ ...secret, pin: made }) });
    });
    return 'set';
  }

  async function addPasskey(): Promise<'added' | 'refused'> {
    const made = held === null ? null : await passkeys.create(held.enrolment.deviceName);
    if (made === null) return 'refused';
    const isAdded = await changeRow(async (at, { officer }, roster) => {
      const passkey: PasskeyRow = { ...made.row, wrapped: await at.vault.wrap(made.key) };
      return withRow(roster, officer.key, { passkey });
    });
    return isAdded ? 'added' : 'refused';
  }

  /** Another window may have signed somebody in or out; a new data key there makes ours useless. */
  async function follow(): Promise<void> {
    const at = held;
    // Facts in memory alone would go with the key: they are written first, whoever was struck off elsewhere.
    if (at === null || at.tablet.memoryOnly() > 0) return;
    const roster = await readRoster(store);
    const stored = roster?.officers.map(({ key }) => key).join();
    if (stored === at.officers.map(({ key }) => key).join()) return;
    const officers = roster === null ? null : await openOfficers(roster, at.vault).catch(() => null);
    if (held !== at || at.tablet.memoryOnly() > 0) return;
    const isGone = current !== null && !officers?.some(({ key }) => key === current?.officer.key);
    if (officers === null || isGone) drop();
    else at.officers = officers;
  }

  /** Looked at every few seconds and whenever the screen wakes. */
  async function tick(): Promise<void> {
    await follow();
    if (held !== null) await letGo(held);
    const at = held;
    if (at !== null && current !== null) {
      const due = lockDue(await momentOf(current.officer), idleMs());
      if (due !== null) await lock(due === 'idle' ? 'locked' : 'expired');
      return;
    }
    if (at !== null && clock.mono() - openedAtMono >= SHIFT_MAX_MS && at.tablet.memoryOnly() === 0) drop();
    const known = await store.known();
    const now = correctedNow(known.clock, clock);
    const { lastExchangeAt, cursors } = known;
    const lastUnlockAt = await store.read('lastUnlockAt');
    if (cursors.passes + cursors.events + cursors.incidents === 0) return;
    if ((held?.tablet.memoryOnly() ?? 0) > 0) return;
    if (isPurgeDue({ now, lastExchangeAt, lastUnlockAt })) {
      await store.forget('pulled');
      drop();
    }
  }

  const named = ({ key, name, pin }: KnownOfficer): NamedOfficer => ({ key, name, hasPin: pin !== null });
  const nowHeld = () => held;

  return {
    touch,
    tick,
    follow,
    byPassphrase,
    byPin,
    byPasskey,
    giveUp: () => {
      first = null;
      if (held !== null && current === null && !staysHeld(held)) drop();
      onChange();
    },
    handOver,
    lock,
    signOut,
    signIn,
    enrolled,
    setPin,
    addPasskey,
    /** For the exchange: while the key is in memory it receives as well. */
    tablet: (): Tablet | null => nowHeld()?.tablet ?? null,
    officers: (): readonly NamedOfficer[] => (nowHeld()?.officers ?? []).map(named),
    current: () => current,
    first: () => {
      const waiting = nowHeld()?.officers.find(({ key }) => key === first?.key);
      return first === null || waiting === undefined
        ? null
        : { key: waiting.key, name: waiting.name, silentMs: first.silentMs };
    },
    endsAt: (): number | null => {
      const at = current?.officer.signedInAt ?? null;
      return at === null ? null : at + SHIFT_MAX_MS;
    },
  };
}
