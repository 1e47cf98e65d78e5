/**
 * The key that a rugged tablet's or a glove's trigger sends. Makers send function and media keys; which one is a matter
 * of the device, so it can be set by pressing it once.
 */
const USUAL = ['F8', 'F9', 'MediaTrackNext', 'BrowserSearch', 'Camera'] as const;
const KEPT_AS = 'gate-trigger-key';

export type KeyPress = { readonly key: string; readonly code: string; readonly repeat?: boolean };

/** What a key is known by: its name, or its place where the browser has no name for it. */
export const keyName = ({ key, code }: KeyPress): string =>
  key === 'Unidentified' || key === '' ? code : key;

/** Keys that type, move or confirm are never a trigger: a gun and the screen need them. */
export const canBeTrigger = (press: KeyPress): boolean => {
  const name = keyName(press);
  return (
    name !== '' &&
    [...name].length > 1 &&
    !/^(Enter|Tab|Escape|Backspace|Delete|Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Space|Home|End|Page.*|Arrow.*)$/.test(
      name,
    )
  );
};

/** `chosen` null: any of the usual ones. A held trigger is one pull. */
export const isTrigger = (press: KeyPress, chosen: string | null): boolean =>
  press.repeat !== true &&
  canBeTrigger(press) &&
  (chosen === null ? USUAL.some((usual) => usual === keyName(press)) : keyName(press) === chosen);

export function readTriggerKey(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

export function keepTriggerKey(name: string): void {
  try {
    localStorage.setItem(KEPT_AS, name);
  } catch {
    // A browser that keeps nothing knows the usual keys.
  }
}
