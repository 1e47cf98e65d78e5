import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Database, inGate } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { device as deviceTable } from '@/db/schema/device';
import { gateById } from '@/domain/gate/gates';
import type { Process } from '@/domain/process/process';
import { processFor } from '@/domain/process/standard-processes';
import { crossingIdSchema, type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { Binding, EventDraft } from '@/domain/sync/event';
import { makeEd25519 } from '@/server/keys/ed25519';
import type { KeyRing } from '@/server/keys/key-ring';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { type PassOrder, preparePasses } from '@/server/pass/issue-pass';
import type { Post, Team, Vehicle } from './plan';

const PER_TRANSACTION = 250;
const GOODS = [
  ['Sầu riêng tươi', '0810.60'],
  ['Thanh long ruột đỏ', '0810.90'],
  ['Linh kiện điện tử', '8542.31'],
  ['Xoài tươi', '0804.50'],
] as const;

/** Loaded exports of a gate, declared and with a signed pass each, as the business declares them. */
export async function declareVehicles(
  db: Database,
  ring: KeyRing,
  gateId: GateId,
  count: number,
  at: number,
): Promise<readonly Vehicle[]> {
  const process = processOf(gateId);
  const vehicles: Vehicle[] = [];
  while (vehicles.length < count) {
    const some = Math.min(PER_TRANSACTION, count - vehicles.length);
    const made = await inGate(db, { gateId, actor: null }, async (tx) => {
      const orders = Array.from({ length: some }, (_, n) => orderOf(gateId, vehicles.length + n));
      const passes = await preparePasses(tx, ring, gateId, orders, at);
      const drafts = orders.flatMap((order, n) => [
        declared(gateId, order, process, vehicles.length + n),
        ...(passes[n] === undefined ? [] : [passes[n].draft]),
      ]);
      await recordEvents(tx, gateId, drafts, at);
      return orders.map(({ crossingId }, n) => ({ crossingId, passId: passes[n]?.passId ?? '' }));
    });
    vehicles.push(...made);
  }
  return vehicles;
}

function orderOf(gateId: GateId, n: number): PassOrder {
  // Of each gate its own: one plate at two gates at once is a clone (IN-9).
  const province = 11 + (gateById(gateId)?.number ?? 0);
  const binding: Binding = {
    plate: `${province}C${String(10_000 + n)}`,
    trailer: `${province}R${String(10_000 + n)}`,
    container: `TGHU${randomBytes(3).readUIntBE(0, 3).toString().padStart(7, '0').slice(0, 7)}`,
    seal: `VN${randomBytes(4).toString('hex').toUpperCase()}`,
    customsDeclaration: String(30_800_000_000 + n),
  };
  return {
    crossingId: crossingIdSchema.parse(uuidv7()),
    direction: 'export',
    kind: 'loaded',
    goodsClass: 'perishable',
    binding,
    driver: 'Đ. H. Cường',
    plannedArrivalAt: null,
    actor: 'firm-1',
  };
}

function declared(gateId: GateId, order: PassOrder, process: Process, n: number): EventDraft {
  const [name, hsCode] = GOODS[n % GOODS.length] ?? GOODS[0];
  return {
    ...centreDraft(gateId, { crossingId: order.crossingId, direction: 'export', actor: 'firm-1' }),
    type: 'crossing.declared',
    body: {
      process: { id: process.id, version: process.version },
      kind: 'loaded',
      route: null,
      binding: order.binding,
      rawPlate: order.binding.plate,
      firm: { id: `firm-${n % 97}`, name: 'Công ty CP Logistics Kỳ Lừa 38', taxCode: '0101338998' },
      goods: { class: 'perishable', name, hsCode, grossWeightKg: 17_000 + (n % 9000) },
      plannedArrivalAt: null,
      regime: 'B11',
    },
  };
}

const processOf = (gateId: GateId): Process => {
  const process = processFor([], gateId, 'export', 'loaded');
  if (process === null || gateById(gateId) === null) throw new Error(`no gate ${gateId}`);
  return process;
};

/** One tablet for each agency at each step of the gate's process. */
export const postsOf = (gateId: GateId): readonly Omit<Post, 'device' | 'key'>[] =>
  processOf(gateId).steps.flatMap((step) =>
    step.agencies.map((agency) => ({ step: step.id, agency, usesPass: step.usesPass })),
  );

export async function enrolTeams(db: Database, gate: string, count: number): Promise<readonly Team[]> {
  const gateId = gateIdSchema.parse(gate);
  const teams = Array.from({ length: count }, (): Team => {
    const posts = postsOf(gateId).map((post) => ({ ...post, device: uuidv7(), key: makeEd25519() }));
    return { gateId, posts, vehicles: [] };
  });
  const rows = teams.flatMap((team, n) =>
    team.posts.map((post) => ({
      gateId,
      deviceId: post.device,
      kind: 'tablet' as const,
      name: `${post.agency} ${n}`,
      checkpoint: post.step,
      agency: post.agency,
      publicKey: post.key.x,
      enrolledBy: 'officer',
      enrolledAt: Date.now(),
      ackSeq: 0,
      maxSeq: 0,
      headSeq: 0,
    })),
  );
  await inGate(db, { gateId, actor: null }, (tx) => insertRows(tx, deviceTable, rows));
  return teams;
}
