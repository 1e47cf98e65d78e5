import { createHash } from 'node:crypto';
import { and, desc, eq, gte, lte, sql } from 'drizzle-orm';
import { type Database, inGate, type Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { crossing } from '@/db/schema/crossing';
import { deviceQuarantine, device as deviceTable } from '@/db/schema/device';
import { event as eventTable } from '@/db/schema/event';
import { gateHead } from '@/db/schema/gate-head';
import { incident as incidentTable } from '@/db/schema/incident';
import { pass as passTable, passToken } from '@/db/schema/pass';
import { encodePass } from '@/domain/pass/encode-pass';
import { toBase64url } from '@/domain/shared/base64url';
import {
  crossingIdSchema,
  type DeviceId,
  deviceIdSchema,
  type GateId,
  gateIdSchema,
  type PassId,
  passIdSchema,
} from '@/domain/shared/identity';
import {
  PROTOCOL_VERSION,
  pullResponseSchema,
  pushResponseSchema,
  SIGNATURE_HEADER,
} from '@/domain/sync/protocol';
import { withdrawDevice } from '@/server/device/withdraw-device';
import { answerPull, answerPush, type Exchange } from '@/server/exchange/answer-exchange';
import { currentLists } from '@/server/keys/refresh-lists';
import { readHead, renewEpoch } from '@/server/log/gate-head';
import { readStates } from '@/server/log/read-states';
import { recordEvents } from '@/server/log/record-events';
import { revokePass } from '@/server/pass/revoke-pass';
import { readReply } from '../../sync/read-reply';
import type { DeclareOrder, DeviceLook, GateLook, PassLook, SimulatedCentre } from './centre';
import { claimsOf, declaredDraft, issuedDraft } from './centre-drafts';
import { deviceKeyOf, type SimulatedKeys } from './keys';
import { asOlderReads } from './older-reader';

const SUPERVISOR = {
  kind: 'person',
  id: 'supervisor-1',
  role: 'supervisor',
  gateId: null,
  agency: null,
  firmId: null,
} as const;

const readerOf = ({ protocol }: { readonly protocol: number }) =>
  protocol < PROTOCOL_VERSION ? asOlderReads : readReply;

/** Every table that a centre's copy has to hold. */
const TABLES = [
  'event',
  'crossing',
  'pass',
  'pass_token',
  'incident',
  'device',
  'device_quarantine',
  'gate_head',
  'process',
  'signed_document',
] as const;

/**
 * The real server's use cases on a real PostgreSQL, spoken to as over HTTP: signed requests, JSON, the tablet's own
 * reader. `owner` passes row-level security; it copies the tables and puts them back.
 */
export function postgresCentre(app: Database, owner: Database, keys: SimulatedKeys): SimulatedCentre {
  let hasCopy = false;
  const exchangeAt = (now: number): Exchange => ({
    db: app,
    ring: async () => keys.ring,
    clock: { now: () => now },
  });
  const gate = <T>(gateId: GateId, work: (tx: Transaction) => Promise<T>) =>
    inGate(app, { gateId, actor: 'simulation' }, work);

  async function ask(path: string, body: { readonly device: DeviceId }): Promise<Request> {
    const text = JSON.stringify(body);
    const signed = `POST ${path}\n${createHash('sha256').update(text).digest('hex')}`;
    const signature = await deviceKeyOf(body.device).sign(new TextEncoder().encode(signed));
    return new Request(`http://gate.test${path}`, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: toBase64url(signature) },
    });
  }
  const rawOf = async (response: Response) => ({
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    retryAfter: response.headers.get('retry-after'),
    text: await response.text(),
  });

  async function issue(order: DeclareOrder, isNew: boolean, now: number): Promise<void> {
    const { gateId, passId, crossingId } = order;
    const issuer = keys.issuer();
    await gate(gateId, async (tx) => {
      const [last] = await tx
        .select({ revision: passToken.revision })
        .from(passToken)
        .where(and(eq(passToken.gateId, gateId), eq(passToken.passId, passId)))
        .orderBy(desc(passToken.revision))
        .limit(1);
      const claims = claimsOf(order, (last?.revision ?? -1) + 1, now);
      const token = await encodePass(claims, issuer.kid, issuer.sign);
      const { revision, notBefore, notAfter } = claims;
      await insertRows(tx, passToken, [{ gateId, passId, revision, crossingId, token, notBefore, notAfter }]);
      await recordEvents(
        tx,
        gateId,
        [...(isNew ? [declaredDraft(order)] : []), issuedDraft(order, claims)],
        now,
      );
    });
  }

  return {
    enrol: async (gateId, device, agency, now) => {
      await gate(gateId, (tx) =>
        tx.insert(deviceTable).values({
          gateId,
          deviceId: device,
          kind: 'tablet',
          name: device,
          checkpoint: 'gate',
          agency,
          publicKey: toBase64url(deviceKeyOf(device).publicKey),
          enrolledBy: 'simulation',
          enrolledAt: now,
        }),
      );
    },
    push: async (request, now) => {
      const response = await answerPush(exchangeAt(now), await ask('/api/sync/push', request));
      return readerOf(request)(await rawOf(response), pushResponseSchema);
    },
    pull: async (request, now) => {
      const response = await answerPull(exchangeAt(now), await ask('/api/sync/pull', request));
      return readerOf(request)(await rawOf(response), pullResponseSchema);
    },
    declare: (order, now) => issue(order, true, now),
    reissue: (order, now) => issue(order, false, now),
    revoke: async (gateId, passId, now) => {
      const order = { gateId, passId, reason: 'lost', actor: 'supervisor-1' };
      await gate(gateId, (tx) => revokePass(tx, keys.ring, order, now));
    },
    record: async (gateId, draft, now) => {
      await gate(gateId, (tx) => recordEvents(tx, gateId, [draft], now));
    },
    withdraw: async (gateId, device, now) => {
      const about = { gateId, device, reason: 'lost' };
      await withdrawDevice({ db: app, clock: { now: () => now }, actor: SUPERVISOR }, about);
    },
    backUp: async () => {
      await owner.execute(sql`create schema if not exists simulated_copy`);
      for (const table of TABLES) {
        const name = sql.identifier(table);
        await owner.execute(sql`drop table if exists simulated_copy.${name}`);
        await owner.execute(sql`create table simulated_copy.${name} as table public.${name}`);
      }
      hasCopy = true;
    },
    restore: async (declared) => {
      if (!hasCopy) return;
      await owner.transaction(async (tx) => {
        for (const table of TABLES) {
          const name = sql.identifier(table);
          await tx.execute(sql`truncate public.${name}`);
          await tx.execute(sql`insert into public.${name} select * from simulated_copy.${name}`);
        }
      });
      if (!declared) return;
      const heads = await owner.select({ gateId: gateHead.gateId }).from(gateHead);
      for (const { gateId } of heads) {
        const id = gateIdSchema.parse(gateId);
        await gate(id, (tx) => renewEpoch(tx, id));
      }
    },
    look: (gateId) => gate(gateId, (tx) => lookAt(tx, gateId)),
    durable: (gateId, device, from, to) =>
      gate(gateId, async (tx) => {
        const found = new Map<number, Set<string>>();
        const add = (seq: number, what: string) => found.set(seq, (found.get(seq) ?? new Set()).add(what));
        const logged = await tx
          .select({ seq: eventTable.seq, hash: eventTable.hash })
          .from(eventTable)
          .where(
            and(
              eq(eventTable.gateId, gateId),
              eq(eventTable.device, device),
              gte(eventTable.seq, from),
              lte(eventTable.seq, to),
            ),
          );
        for (const { seq, hash } of logged) add(seq, hash);
        const aside = await tx
          .select({ seq: deviceQuarantine.seq })
          .from(deviceQuarantine)
          .where(and(eq(deviceQuarantine.gateId, gateId), eq(deviceQuarantine.deviceId, device)));
        for (const { seq } of aside) if (seq >= from && seq <= to) add(seq, 'aside');
        return found;
      }),
    close: async () => undefined,
  };
}

async function lookAt(tx: Transaction, gateId: GateId): Promise<GateLook> {
  const head = await readHead(tx, gateId);
  const log = await tx
    .select()
    .from(eventTable)
    .where(eq(eventTable.gateId, gateId))
    .orderBy(eventTable.position);
  const aside = await tx.select().from(deviceQuarantine).where(eq(deviceQuarantine.gateId, gateId));
  const devices = await tx.select().from(deviceTable).where(eq(deviceTable.gateId, gateId));
  const crossings = await tx
    .select({ crossingId: crossing.crossingId })
    .from(crossing)
    .where(eq(crossing.gateId, gateId));
  const passes = await tx.select().from(passTable).where(eq(passTable.gateId, gateId));
  const incidents = await tx.select().from(incidentTable).where(eq(incidentTable.gateId, gateId));
  const versions = new Map((await currentLists(tx, gateId)).map((list) => [list.kind, list.version]));
  return {
    position: head.position,
    log: log.map((row) => ({
      position: row.position,
      crossingId: row.crossingId === null ? null : crossingIdSchema.parse(row.crossingId),
      event: row.event,
    })),
    quarantine: aside.map(({ deviceId, seq, code, raw }) => ({
      device: deviceIdSchema.parse(deviceId),
      seq,
      code,
      raw,
    })),
    devices: new Map(
      devices.flatMap((row): [DeviceId, DeviceLook][] =>
        row.kind === 'tablet' ? [[deviceIdSchema.parse(row.deviceId), row]] : [],
      ),
    ),
    crossings: await readStates(
      tx,
      gateId,
      crossings.map((row) => crossingIdSchema.parse(row.crossingId)),
    ),
    passes: new Map(
      passes.map((row): [PassId, PassLook] => [
        passIdSchema.parse(row.passId),
        { ...row, crossingId: crossingIdSchema.parse(row.crossingId) },
      ]),
    ),
    incidents: incidents.map((row) => ({ incident: row.incident, withdrawn: row.withdrawnAt !== null })),
    lists: { keys: versions.get('trust-list') ?? 0, revocation: versions.get('revocation') ?? 0 },
  };
}
