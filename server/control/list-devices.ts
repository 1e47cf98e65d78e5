import type { DeviceId, GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';

/** A tablet of this gate: which one is silent (product.md, shift supervisor). */
export type ControlDevice = {
  readonly device: DeviceId;
  readonly name: string;
  readonly checkpoint: string;
  readonly agency: Agency | null;
  readonly status: 'active' | 'revoked';
  readonly enrolledAt: number;
  /** Last exchange, ms; null if it never came back after enrolment. */
  readonly lastSeenAt: number | null;
  /** Everything up to this number of its own sequence is at the centre. */
  readonly ackSeq: number;
  /** What the tablet last said its newest number is; above `ackSeq` means unsent events. */
  readonly headSeq: number;
  /** Server clock minus tablet clock, ms. */
  readonly clockOffsetMs: number | null;
  readonly quarantined: number;
};

export async function listDevices(
  _ctx: Context,
  _input: { gateId: GateId },
): Promise<readonly ControlDevice[]> {
  throw new Error('skeleton');
}
