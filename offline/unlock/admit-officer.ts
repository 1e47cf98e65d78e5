import { pinFault } from '@/domain/device/shift-rules';
import type { Roster } from '../store/rows';
import type { Store } from '../store/store';
import type { AskSignIn } from './ask-sign-in';
import { isTooShort } from './enrol-tablet';
import { beginRoster, makePin, openByPassphrase, openOfficers, readRoster, withOfficer } from './roster';
import type { SignInForm, SignInOutcome } from './shift-doors';
import { tryPassphrase } from './try-passphrase';
import { noFailures } from './unlock-guard';
import type { OpenVault, RandomBytes } from './vault';

export type Admitted = {
  readonly kind: 'admitted';
  readonly vault: OpenVault;
  readonly roster: Roster;
  readonly key: string;
};

/**
 * An officer becomes known on this tablet (OF-27), or is again. Who it is, the centre says; which key they get depends
 * on what is open here: the one in memory, the one their passphrase opens, or a new one over nothing that was pulled.
 */
export async function admitOfficer(
  form: SignInForm,
  ports: {
    readonly store: Store;
    readonly random: RandomBytes;
    readonly wall: () => number;
    readonly askSignIn: AskSignIn;
    readonly iterations?: number;
  },
  held: OpenVault | null,
): Promise<Admitted | Exclude<SignInOutcome, { kind: 'signed-in' }>> {
  const { store, random } = ports;
  if (isTooShort(form.passphrase)) return { kind: 'passphrase-too-short' };
  if (form.pin !== null && pinFault(form.pin) !== null) return { kind: 'pin-unfit' };
  const enrolment = await store.read('enrolment');
  if (enrolment === null) return { kind: 'not-of-this-tablet' };
  const roster = await readRoster(store);

  let vault = held;
  if (vault === null && roster !== null && !form.anew) {
    // Counts as a try at the passphrase, or this form would be a way around the waits (OF-20).
    const tried = await tryPassphrase(store, roster, form.passphrase, random, ports.wall);
    if (tried.kind !== 'opened') return { kind: tried.kind === 'wait' ? 'too-many-tries' : 'others-known' };
    vault = tried.vault;
  }
  const said = await ports.askSignIn(enrolment, form);
  if (said.kind !== 'signed-in') return said;
  const pin = form.pin === null ? null : await makePin(form.pin, random);
  const officer = { ...said.officer, signedInAt: said.at, pin };

  if (roster === null || vault === null) {
    await store.forget('pulled-and-keys');
    const begun = await beginRoster(officer, form.passphrase, random, ports.iterations);
    await store.write({ roster: begun.roster, guard: noFailures });
    return { kind: 'admitted', ...begun };
  }
  const before = (await openOfficers(roster, vault)).find(({ id }) => id === officer.id);
  const owner = await openByPassphrase(roster, form.passphrase, random);
  // A passphrase alone says who somebody is: no two may have the same.
  if (owner !== null && owner.key !== before?.key) return { kind: 'passphrase-taken' };
  const kept = { ...officer, pin: pin ?? before?.pin ?? null };
  const added = await withOfficer(roster, vault, kept, form.passphrase, random);
  await store.write({ roster: added.roster });
  return { kind: 'admitted', vault, ...added };
}
