import type { EventType } from '@/domain/sync/event';

/** Facts that put a vehicle at the gate: before one of them nobody waits for anything (FO-7). */
export const SIGHTINGS = ['step.confirmed', 'pass.scanned'] as const satisfies readonly EventType[];
