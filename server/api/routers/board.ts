import * as z from 'zod';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { allGates } from '@/domain/gate/gates';
import { knownGateSchema } from '../inputs';
import { publicProcedure, router } from '../trpc';

export const boardRouter = router({
  gate: publicProcedure
    .input(z.object({ gateId: knownGateSchema }))
    .query(({ ctx, input }): Promise<GateSnapshot> => ctx.board.snapshot(input.gateId)),
  province: publicProcedure.query(
    ({ ctx }): Promise<GateSnapshot[]> =>
      Promise.all(allGates().map((gate) => ctx.board.snapshot(gate.code))),
  ),
});
