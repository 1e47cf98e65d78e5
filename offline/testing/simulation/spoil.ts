import type { GateEvent } from '@/domain/sync/event';
import { emptyDisk, type MemoryDisk } from '../../store/memory-store';
import type { Dice } from './chance';
import { placeOf } from './ledger';
import { crash, type SimulatedTablet } from './simulated-tablet';
import type { Chain } from './watched-store';
import type { World } from './world';

/** Damage below the app: bits that rot, disks that are set back to an image. */

const SPOILT: readonly ((event: GateEvent) => unknown)[] = [
  (event) => ({ ...event, codes: ['AD-OK'] }),
  (event) => ({ ...event, v: 9 }),
  (event) => ({ ...event, actor: 'x'.repeat(20_000) }),
  (event) => ({ ...event, shift: '\u0000' }),
  (event) => ({ ...event, gateId: 'ZZ' }),
  (event) => ({ ...event, wall: 1.5 }),
];

/** One event that was not sent yet is spoiled on the disk. It is still the officer's fact: it must be kept somewhere. */
export function spoil(world: World, at: SimulatedTablet, dice: Dice): void {
  const { disk } = at;
  if (disk === null) return;
  const unsent = disk.own.flatMap((row, place) => (row.seq > (disk.meta.ack ?? 0) ? place : []));
  if (unsent.length === 0) return;
  const place = dice.pick(unsent);
  const row = disk.own[place];
  if (row === undefined || at.spoiled.has(row.seq)) return;
  disk.own[place] = { ...row, event: dice.pick(SPOILT)(row.event) as GateEvent };
  at.spoiled.add(row.seq);
  world.ledger.count('event spoiled');
}

function copyOf(disk: MemoryDisk): MemoryDisk {
  const copy = emptyDisk();
  pour(disk, copy);
  return copy;
}

/** Rows are never changed in place, so they may be shared. */
function pour(from: MemoryDisk, into: MemoryDisk): void {
  for (const key of Object.keys(into.meta) as (keyof MemoryDisk['meta'])[]) delete into.meta[key];
  Object.assign(into.meta, from.meta);
  into.own.splice(0, into.own.length, ...from.own);
  for (const name of ['others', 'passes', 'uses', 'lists', 'processes', 'incidents'] as const) {
    const table = into[name] as Map<string, unknown>;
    table.clear();
    for (const [key, row] of from[name]) table.set(key, row);
  }
}

const chainOf = (chain: Chain): Chain => ({ ...chain, hashes: new Map(chain.hashes) });

export function takeImage(at: SimulatedTablet): void {
  if (at.disk !== null) at.image = { disk: copyOf(at.disk), chain: chainOf(at.chain) };
}

/** The disk is an older one of the same tablet: what it wrote since and did not send is gone with it, nobody can help. */
export function restoreImage(world: World, at: SimulatedTablet): void {
  const { disk, image } = at;
  if (disk === null || image === null || world.tablets.filter((one) => one.setBack).length > 2) return;
  pour(image.disk, disk);
  Object.assign(at.chain, chainOf(image.chain), { forgets: at.chain.forgets + 1 });
  at.setBack = true;
  at.image = null;
  crash(world, at);
  world.ledger.count('disk set back to an image');
  forgetLost(world, at);
}

/** What a disk that was set back has lost and the centre has not, or no longer: two faults took it, and nobody can know. */
export function forgetLost({ ledger }: World, at: SimulatedTablet): void {
  if (!at.setBack) return;
  const kept = new Set(at.disk?.own.map((row) => row.id));
  for (const [id, { device, event }] of ledger.told) {
    if (device !== at.device || kept.has(id)) continue;
    const rests = ledger.present.get(placeOf(device, event.seq));
    if (rests?.has(event.hash) === true) continue;
    ledger.told.delete(id);
    ledger.count('lost with a disk set back');
  }
}
