import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Database, Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { person } from '@/db/schema/account';
import { crossing } from '@/db/schema/crossing';
import { pass } from '@/db/schema/pass';
import { passPush, personPush, personTelling } from '@/db/schema/telling';
import { parsePhone } from '@/domain/identifiers/phone';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { FIRM_ROLES, type FirmRole, firmRoleSchema, type Locale } from '@/domain/shared/vocabulary';
import { type Preference, USUAL_PREFERENCE } from '@/domain/telling/preference';
import { openPersonal } from '../crossing/seal-personal';

/** Somebody of a firm, and what leads to them. */
export type FirmReader = {
  readonly id: string;
  readonly role: FirmRole;
  readonly email: string | null;
  readonly phone: string | null;
  readonly preference: Preference;
  /** Ids of their browsers. */
  readonly pushes: readonly string[];
};

/** A number that somebody can be written to, and the language spoken where it is from; null: none. */
export function mobileOf(raw: string | null): { readonly to: string; readonly locale: Locale } | null {
  const phone = parsePhone(raw ?? '');
  if (!phone.ok || !phone.value.mobile) return null;
  return { to: phone.value.e164, locale: phone.value.country === 'CN' ? 'zh' : 'vi' };
}

/** Firms of before accounts are named otherwise. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The people of these firms by firm; who may not sign in any more is none of them. */
export async function readFirmReaders(
  accounts: Database,
  firms: readonly string[],
): Promise<ReadonlyMap<string, readonly FirmReader[]>> {
  const ids = [...new Set(firms)].filter((id) => UUID.test(id));
  if (ids.length === 0) return new Map();
  const rows = await accounts
    .select({ person, preference: personTelling.preference })
    .from(person)
    .leftJoin(personTelling, eq(personTelling.personId, person.id))
    .where(and(oneOf(person.firmId, ids), isNull(person.disabledAt), inArray(person.role, [...FIRM_ROLES])));
  const pushes = await accounts
    .select({ id: personPush.subscriptionId, personId: personPush.personId })
    .from(personPush)
    .where(
      oneOf(
        personPush.personId,
        rows.map((row) => row.person.id),
      ),
    );
  const readers = new Map<string, FirmReader[]>();
  for (const { person: row, preference } of rows) {
    const role = firmRoleSchema.safeParse(row.role);
    if (!role.success || row.firmId === null) continue;
    const usual = { ...USUAL_PREFERENCE, locale: mobileOf(row.phone)?.locale ?? USUAL_PREFERENCE.locale };
    const reader: FirmReader = {
      id: row.id,
      role: role.data,
      email: row.email,
      phone: row.phone,
      preference: preference ?? usual,
      pushes: pushes.filter(({ personId }) => personId === row.id).map(({ id }) => id),
    };
    readers.set(row.firmId, [...(readers.get(row.firmId) ?? []), reader]);
  }
  return readers;
}

export type ToldCrossing = {
  readonly crossingId: CrossingId;
  readonly plate: string;
  readonly firmId: string | null;
  /** Its newest pass; null: never had one. */
  readonly passId: string | null;
  /** Somebody's hold stands. */
  readonly isHeld: boolean;
  /** Phones by the pass that they hold: that of a driver who was replaced may be among them. */
  readonly driverPushes: readonly { readonly id: string; readonly passId: string }[];
};

/** Phones that hold this pass. */
export const pushesOf = ({ driverPushes }: ToldCrossing, passId: string | null): readonly string[] =>
  driverPushes.filter((push) => push.passId === passId).map(({ id }) => id);

export async function readToldCrossings(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
): Promise<ReadonlyMap<CrossingId, ToldCrossing>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      crossingId: crossing.crossingId,
      plate: crossing.plate,
      firmId: crossing.firmId,
      heldSince: crossing.heldSince,
      passId: pass.passId,
    })
    .from(crossing)
    .leftJoin(pass, and(eq(pass.gateId, crossing.gateId), eq(pass.crossingId, crossing.crossingId)))
    .where(and(eq(crossing.gateId, gateId), oneOf(crossing.crossingId, ids)))
    .orderBy(pass.revision, pass.change);
  const pushes = await tx
    .select({ id: passPush.subscriptionId, passId: passPush.passId, crossingId: passPush.crossingId })
    .from(passPush)
    .where(and(eq(passPush.gateId, gateId), oneOf(passPush.crossingId, ids)));
  return new Map(
    // The newest pass ranks highest (FO-6), comes last and stays.
    rows.map(({ crossingId, plate, firmId, heldSince, passId }) => [
      crossingIdSchema.parse(crossingId),
      {
        crossingId: crossingIdSchema.parse(crossingId),
        plate: plate ?? '',
        firmId,
        passId,
        isHeld: heldSince !== null,
        driverPushes: pushes.filter((push) => push.crossingId === crossingId),
      },
    ]),
  );
}

/** The driver's own number, as declared; null: none, or erased. */
export async function driverMobile(tx: Transaction, gateId: GateId, crossingId: CrossingId) {
  return mobileOf((await openPersonal(tx, gateId, crossingId))?.driverPhone ?? null);
}
