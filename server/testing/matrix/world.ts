import { randomUUID } from 'node:crypto';
import { type Actor, NO_SUBJECT, type Subject } from '@/domain/access/can';
import { reportDaySchema } from '@/domain/report/home-day';
import { deviceIdSchema, eventIdSchema, type GateId } from '@/domain/shared/identity';
import { type ApiHouse, type Caller, freshPlate, submission } from '../api-house';

/** One procedure of the matrix: how it is called, and whose it is as the rule must be asked. */
type Row = {
  readonly call: (caller: Caller, gateId: GateId) => Promise<unknown>;
  readonly subject: (actor: Actor, gateId: GateId) => Subject;
};
export type Rows = Readonly<Record<string, Row>>;

/** What the rows speak of: a house, and a crossing of the first declarant's firm at each gate, with its pass. */
export type World = {
  readonly house: ApiHouse;
  readonly some: (gateId: GateId) => {
    readonly crossingId: string;
    readonly passId: string;
    readonly token: string;
  };
  readonly ofTheFirm: Row['subject'];
};

export const nobody = () => NO_SUBJECT;
export const atGate = (_: Actor, gateId: GateId): Subject => ({ ...NO_SUBJECT, gateId });
export const ownFirm = (actor: Actor): Subject => ({
  ...NO_SUBJECT,
  firmId: actor.kind === 'person' ? actor.firmId : null,
});
export const reason = 'because of the matrix';
export const noDevice = () => deviceIdSchema.parse(randomUUID());
export const noEvent = () => eventIdSchema.parse(randomUUID());
export const REPORT_DAY = reportDaySchema.parse('2026-11-22');
export const typed = () => submission({ plate: freshPlate() });
