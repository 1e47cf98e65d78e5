import { and, asc, eq } from 'drizzle-orm';
import { crossing } from '@/db/schema/crossing';
import { deviceQuarantine } from '@/db/schema/device';
import { event } from '@/db/schema/event';
import { incident } from '@/db/schema/incident';
import type { CrossingId } from '@/domain/shared/identity';
import { readState } from '../log/read-states';
import type { FakeTablet } from './fake-tablet';
import { gateHouse, HN, MORNING } from './gate-house';

export type PushHouse = Awaited<ReturnType<typeof pushHouse>>;

/** A gate house where tablets upload, and what its records then say. */
export async function pushHouse() {
  const house = await gateHouse();
  /** It is morning again, with a tablet and a vehicle nobody has seen yet. */
  const begin = async () => {
    house.clock.at = MORNING;
    return { tablet: await house.tablet(), declared: await house.declare() };
  };
  const logOf = (one: FakeTablet) =>
    house.database.owner
      .select()
      .from(event)
      .where(and(eq(event.gateId, HN), eq(event.device, one.id)))
      .orderBy(asc(event.position));
  const quarantineOf = (one: FakeTablet) =>
    house.database.owner
      .select()
      .from(deviceQuarantine)
      .where(eq(deviceQuarantine.deviceId, one.id))
      .orderBy(asc(deviceQuarantine.seq));
  const crossingRow = async (id: string) => {
    const [row] = await house.database.owner.select().from(crossing).where(eq(crossing.crossingId, id));
    if (row === undefined) throw new Error('no crossing');
    return row;
  };
  const stateOf = (id: CrossingId) => house.gate((tx) => readState(tx, HN, id));
  const incidentsOf = async (one: FakeTablet) => {
    const rows = await house.database.owner.select().from(incident).where(eq(incident.gateId, HN));
    return rows.filter((row) => row.incident.devices.includes(one.id));
  };
  return { ...house, begin, logOf, quarantineOf, crossingRow, stateOf, incidentsOf };
}
