import * as z from 'zod';
import type { FleetDriver } from '@/domain/fleet/check-driver';
import type { KeyRing } from '../keys/key-ring';
import { sealToCentre } from '../keys/sealing-key';

const sealedSchema = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  licenceNumber: z.string().nullable(),
});
export type DriverPerson = Readonly<z.infer<typeof sealedSchema>>;

/** Name and numbers of a driver as they rest in the row, bound to its id (rule 16). */
export const sealDriver = (ring: KeyRing, driverId: string, driver: FleetDriver): Promise<string> =>
  sealToCentre(
    ring.sealing.publicKey,
    new TextEncoder().encode(JSON.stringify(sealedSchema.parse(driver))),
    driverId,
  );

/** Null when it was erased, or cannot be opened any more. */
export async function openDriver(
  ring: KeyRing,
  driverId: string,
  sealed: string | null,
): Promise<DriverPerson | null> {
  const bytes = sealed === null ? null : await ring.sealing.open(sealed, driverId);
  if (bytes === null) return null;
  const read = sealedSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  return read.success ? read.data : null;
}
