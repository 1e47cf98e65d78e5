import type { OrderClass } from '@/domain/flow/order-class';
import type { QueuedVehicle } from '@/domain/flow/picture';

export type Sought = {
  readonly text: string;
  /** Empty: all of them. */
  readonly class: OrderClass | '';
};
export type Found = {
  readonly vehicle: QueuedVehicle;
  /** In the whole line, from 1. */
  readonly number: number;
  /** The one before it in the whole line. */
  readonly before: string | null;
};

const bare = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Part of a plate is enough, however it is typed; everybody keeps the number in the line. */
export function findQueued(line: readonly QueuedVehicle[], sought: Sought): readonly Found[] {
  const text = bare(sought.text);
  return line
    .map((vehicle, at) => ({ vehicle, number: at + 1, before: line[at - 1]?.plate ?? null }))
    .filter(
      ({ vehicle }) =>
        (sought.class === '' || vehicle.class === sought.class) && bare(vehicle.plate).includes(text),
    );
}
