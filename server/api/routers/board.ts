import { tracked } from '@trpc/server';
import * as z from 'zod';
import { GATES } from '@/domain/gate/gates';
import { readGateSnapshot } from '@/server/board/read-gate-snapshot';
import { knownGateSchema } from '../inputs';
import { procedure, router } from '../trpc';

export const boardRouter = router({
  gate: procedure
    .input(z.object({ gateId: knownGateSchema }))
    .query(({ ctx, input }) => readGateSnapshot(ctx, input.gateId)),
  province: procedure.query(({ ctx }) => Promise.all(GATES.map((gate) => readGateSnapshot(ctx, gate.code)))),
  /** One gate, or every gate that changes (`gateId: null`). The tracked id is where the log stood. */
  live: procedure
    .input(z.object({ gateId: knownGateSchema.nullable(), lastEventId: z.string().max(400).nullish() }))
    .subscription(async function* ({ ctx, input }) {
      for (const gate of GATES) {
        if (input.gateId !== null && gate.code !== input.gateId) continue;
        yield tracked(`${gate.code}:0`, await readGateSnapshot(ctx, gate.code));
      }
    }),
});
