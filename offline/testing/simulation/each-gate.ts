import type { GateId } from '@/domain/shared/identity';
import type { GateLook } from './centre';
import type { World } from './world';

/** What must hold once the network is fair again and every tablet has exchanged three times. */
export type Check = (world: World, looks: ReadonlyMap<GateId, GateLook>) => Promise<void> | void;

type AtGate = (world: World, gateId: GateId, look: GateLook) => Promise<void> | void;
export const atEachGate =
  (check: AtGate): Check =>
  async (world, looks) => {
    for (const [gateId, look] of looks) await check(world, gateId, look);
  };

export const tabletsOf = (world: World, gateId: GateId) =>
  world.tablets.filter((one) => one.gateId === gateId);
