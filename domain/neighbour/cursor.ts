/** A place in what a source says: its epoch, and a sequence in it; `0.0` is before everything. */
export type Place = { readonly epoch: number; readonly sequence: number };
/**
 * What a source's listener has: everything to `sequence`, which stands for the event `lastId`, and the highest number it
 * knows of.
 */
export type Heard = Place & { readonly highest: number; readonly lastId: string | null };

export const START: Heard = { epoch: 0, sequence: 0, highest: 0, lastId: null };

export const writePlace = ({ epoch, sequence }: Place): string => `${epoch}.${sequence}`;
export const writeHeard = (heard: Heard): string =>
  `${writePlace(heard)}.${heard.highest}${heard.lastId === null ? '' : `.${heard.lastId}`}`;

export function readPlace(text: string): Place | null {
  const [, epoch, sequence] = /^([0-9]{1,9})\.([0-9]{1,10})$/.exec(text) ?? [];
  return epoch === undefined ? null : { epoch: Number(epoch), sequence: Number(sequence) };
}
export function readHeard(text: string): Heard | null {
  const [, place, highest, lastId] =
    /^([0-9]+\.[0-9]+)\.([0-9]{1,10})(?:\.([0-9a-f-]{36}))?$/.exec(text) ?? [];
  const read = place === undefined ? null : readPlace(place);
  return read === null ? null : { ...read, highest: Number(highest), lastId: lastId ?? null };
}

/**
 * NE-21: of what we said in this epoch everything up to `removed` is gone, and a listener at this place lacks some of it. It would
 * wait for those numbers for ever; it is told the rest in a new epoch. 0: nothing was removed.
 */
export const lacksRemoved = (said: Place, removed: number, place: Place): boolean =>
  removed > 0 && (place.epoch < said.epoch || (place.epoch === said.epoch && place.sequence <= removed));

/**
 * NE-8: the other side has heard more of us than we know to have said, or another event under the same number: we were set
 * back to an older copy, and must count anew in an epoch that neither of us has used. `ownId`: our event under the number
 * that it names; null: we have none. One event in common proves everything before it.
 */
export function wasRestored(said: Place, heard: Heard, ownId: string | null): boolean {
  if (heard.epoch !== said.epoch) return heard.epoch > said.epoch;
  return heard.highest > said.sequence || (heard.sequence > 0 && heard.lastId !== ownId);
}
