import { type Database, inGate, type Transaction } from '@/db/client';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { type SlotOutlook, slotOutlook } from '@/domain/slot/slot-outlook';
import { readSituation } from '../flow/read-situation';

export type GateOutlook = Readonly<Record<Direction, SlotOutlook>>;

/** What the plan in force and those under way mean for the slots of a gate. */
export async function readOutlook(tx: Transaction, gateId: GateId, now: number): Promise<GateOutlook> {
  const { directions } = await readSituation(tx, gateId, now);
  return { export: slotOutlook(directions.export), import: slotOutlook(directions.import) };
}

/** Many look at one gate before a release: one look at the log serves them for so long; free places are read anew. */
const KEPT_MS = 10_000;
const kept = new WeakMap<
  Database,
  Map<GateId, { readonly at: number; readonly outlook: Promise<GateOutlook> }>
>();

export function keptOutlook(db: Database, gateId: GateId, now: number): Promise<GateOutlook> {
  const ofNode = kept.get(db) ?? new Map();
  kept.set(db, ofNode);
  const known = ofNode.get(gateId);
  if (known !== undefined && now >= known.at && now - known.at < KEPT_MS) return known.outlook;
  const outlook = inGate(db, { gateId, actor: null }, (tx) => readOutlook(tx, gateId, now));
  ofNode.set(gateId, { at: now, outlook });
  // A look that failed is not kept for the next who asks.
  outlook.catch(() => ofNode.delete(gateId));
  return outlook;
}
