/** What can be done at the door of a shift, and what comes of it. Shared by the keeper of the shift and its screens. */

export type NamedOfficer = {
  readonly key: string;
  readonly name: string;
  readonly hasPin: boolean;
};

export type UnlockOutcome =
  | { readonly kind: 'open' }
  /** Wrong; until `waitUntil` (device wall clock, ms) further tries are not looked at. */
  | { readonly kind: 'wrong'; readonly waitUntil: number }
  | { readonly kind: 'wait'; readonly waitUntil: number }
  /** Too many wrong PINs: only the passphrase or the passkey of this officer. */
  | { readonly kind: 'passphrase-only' }
  /** The first officer is right; a second one must be there (DV-2). */
  | { readonly kind: 'second-needed' }
  /** The same person twice is not two. */
  | { readonly kind: 'same-officer' }
  /** The sign-in has lapsed and the centre can be asked (DV-1). */
  | { readonly kind: 'sign-in-lapsed' }
  /** No passkey, or the device was not given it. */
  | { readonly kind: 'no-passkey' }
  /** Nobody is known any more: another window signed out. */
  | { readonly kind: 'signed-out' };

export type LockedDoors = {
  /** Of the passphrase; device wall clock, ms. */
  readonly waitUntil: number | null;
  /** Known by name only while the key is in memory; else nobody is named. */
  readonly officers: readonly NamedOfficer[];
  /** The first of two, waiting for the second; since when the centre is silent. */
  readonly first: { readonly key: string; readonly name: string; readonly silentMs: number } | null;
  readonly byPassphrase: (passphrase: string) => Promise<UnlockOutcome>;
  readonly byPin: (key: string, pin: string) => Promise<UnlockOutcome>;
  /** Null where nobody has one. */
  readonly byPasskey: (() => Promise<UnlockOutcome>) | null;
  /** The second did not come. */
  readonly giveUp: () => void;
};

export type SignInForm = {
  readonly email: string;
  readonly password: string;
  readonly passphrase: string;
  readonly pin: string | null;
  /** Nobody who is known can open it: drop what was pulled and begin with this officer. Nothing unsent is lost. */
  readonly anew: boolean;
};
export type SignInOutcome =
  | { readonly kind: 'signed-in' }
  | {
      readonly kind:
        | 'wrong-password'
        | 'too-many-tries'
        | 'offline'
        | 'not-of-this-tablet'
        | 'device-revoked'
        | 'needs-update'
        /** First an own password is chosen, in a browser (AC-13). */
        | 'password-first'
        | 'passphrase-too-short'
        /** It opens another officer's. */
        | 'passphrase-taken'
        | 'pin-unfit'
        /** Locked without a key in memory, and the passphrase opens nobody's: first one of them, or anew. */
        | 'others-known';
    };

export type SignOutOutcome =
  | { readonly kind: 'signed-out' }
  /** The disk is full and this many records rest in memory alone. */
  | { readonly kind: 'memory-only'; readonly count: number };

export type OpenShift = {
  /** Centre's clock, ms: until when the sign-in stands; null when it was never dated. */
  readonly endsAt: number | null;
  /** Opened after a day without the centre: who stood by, and null where nobody else was known. */
  readonly silent: { readonly ms: number; readonly second: string | null } | null;
  readonly others: readonly NamedOfficer[];
  readonly hasPin: boolean;
  readonly hasPasskey: boolean;
  readonly mayHavePasskey: boolean;
  readonly handOver: (key: string, pin: string) => Promise<UnlockOutcome>;
  readonly signIn: (form: SignInForm) => Promise<SignInOutcome>;
  readonly setPin: (pin: string) => Promise<'set' | 'pin-unfit'>;
  readonly addPasskey: () => Promise<'added' | 'refused'>;
  readonly signOut: () => Promise<SignOutOutcome>;
};
