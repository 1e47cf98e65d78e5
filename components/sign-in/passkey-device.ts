import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** What the centre answers to a beginning; the browser's own checks judge the options. */
export type BegunSignIn = {
  readonly request: string;
  readonly options: PublicKeyCredentialRequestOptionsJSON;
};
export type BegunPasskey = {
  readonly request: string;
  readonly options: PublicKeyCredentialCreationOptionsJSON;
};

/** Passkeys belong to one host: opened by another address (the local network's, say) there are none. */
export const hasPasskeys = (host: string | undefined): boolean =>
  host !== undefined && location.hostname === host && 'PublicKeyCredential' in globalThis;

/** The device's signature; null when the person refused, waited too long, or has no passkey here. */
export async function askDevice({ request, options }: BegunSignIn) {
  // Only who presses the button loads it.
  const { startAuthentication } = await import('@simplewebauthn/browser');
  try {
    return { request, response: await startAuthentication({ optionsJSON: options }) };
  } catch {
    return null;
  }
}

/** A new passkey on this device; null when the person refused or this device has one already. */
export async function makePasskey({ request, options }: BegunPasskey) {
  const { startRegistration } = await import('@simplewebauthn/browser');
  try {
    return { request, response: await startRegistration({ optionsJSON: options }) };
  } catch {
    return null;
  }
}
