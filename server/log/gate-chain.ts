import { hash as digest } from 'node:crypto';

export type GateLink = {
  readonly position: number;
  readonly device: string;
  readonly seq: number;
  /** The device's own hash of the event. */
  readonly hash: string;
  /** ms since the epoch. */
  readonly recordedAt: number;
};

/**
 * Chain of a gate over all its devices: SHA-256 of the previous hash and the link's fields, a line each, UTF-8. An
 * event that is changed, removed, moved or back-dated at the centre breaks it from there on.
 */
export function gateHash(previous: string | null, link: GateLink): string {
  const { position, device, seq, hash, recordedAt } = link;
  return digest('sha256', `${previous ?? ''}\n${position}\n${device}\n${seq}\n${hash}\n${recordedAt}`);
}
