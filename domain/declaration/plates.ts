import { type Plate, type PlateFault, parsePlate } from '../identifiers/plate';
import { ok, type Result } from '../shared/result';

export type Plates = { readonly vehicle: Plate; readonly trailer: Plate | null };

/** ID-32: many sheets put tractor and trailer in one box, `15C-123.45/15R-067.89`; two whole plates are read as both. */
export function readPlates(raw: string): Result<Plates, PlateFault> {
  const [first, second, ...more] = raw.split(/[/+&;,|]|\s-\s|\n/).filter((part) => part.trim() !== '');
  if (first !== undefined && second !== undefined && more.length === 0) {
    const vehicle = parsePlate(first);
    const trailer = parsePlate(second);
    if (vehicle.ok && trailer.ok) return ok({ vehicle: { ...vehicle.value, raw }, trailer: trailer.value });
  }
  const whole = parsePlate(raw);
  return whole.ok ? ok({ vehicle: whole.value, trailer: null }) : whole;
}
