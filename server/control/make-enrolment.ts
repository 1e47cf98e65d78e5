import { randomBytes } from 'node:crypto';
import { inGate } from '@/db/client';
import { enrolmentCode } from '@/db/schema/device';
import {
  ENROLMENT_SECRET_BYTES,
  ENROLMENT_TTL_MS,
  secretOf,
  writeEnrolmentCode,
} from '@/domain/device/enrolment-code';
import type { GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import { hashOfSecret } from '../device/enrol-by-code';
import type { PersonContext } from './person-context';

export type MadeEnrolment = {
  /** As it is typed. Told once: only its hash is kept. */
  readonly code: string;
  readonly madeAt: number;
  readonly expiresAt: number;
};

/** A supervisor lets one tablet in, and says what it will be (DV-5). */
export async function makeEnrolment(
  { db, clock, actor }: PersonContext,
  wish: {
    readonly gateId: GateId;
    readonly name: string;
    readonly checkpoint: string;
    readonly agency: Agency;
  },
): Promise<MadeEnrolment> {
  const secret = secretOf(randomBytes(ENROLMENT_SECRET_BYTES));
  const madeAt = clock.now();
  const expiresAt = madeAt + ENROLMENT_TTL_MS;
  const { gateId } = wish;
  await inGate(db, { gateId, actor: actor.id }, (tx) =>
    tx
      .insert(enrolmentCode)
      .values({ ...wish, secretHash: hashOfSecret(secret), madeBy: actor.id, madeAt, expiresAt }),
  );
  return { code: writeEnrolmentCode({ gateId, secret }), madeAt, expiresAt };
}
