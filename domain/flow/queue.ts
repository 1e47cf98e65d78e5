import * as z from 'zod';
import { gateById } from '../gate/gates';
import { type GateId, gateIdSchema } from '../shared/identity';
import { type Direction, directionSchema, goodsClassSchema } from '../shared/vocabulary';

/** The vehicles that go the same way: one gate, one route of it or all together (null), one direction. */
export type Queue = { readonly gateId: GateId; readonly route: string | null; readonly direction: Direction };

/** Whom a rule concerns; null: all of them. */
export const whomSchema = z.object({
  gates: z.array(gateIdSchema).nullable().default(null),
  routes: z.array(z.string()).nullable().default(null),
  directions: z.array(directionSchema).nullable().default(null),
  classes: z.array(goodsClassSchema).nullable().default(null),
});
export type Whom = z.infer<typeof whomSchema>;

/** A queue over all routes of a gate is concerned only by what concerns each of them. */
export function concerns(whom: Whom, queue: Queue): boolean {
  const routes = queue.route === null ? (gateById(queue.gateId)?.routes ?? []) : [queue.route];
  return (
    (whom.gates === null || whom.gates.includes(queue.gateId)) &&
    (whom.directions === null || whom.directions.includes(queue.direction)) &&
    (whom.routes === null ||
      (routes.length > 0 && routes.every((route) => whom.routes?.includes(route) === true)))
  );
}
