import { tracked } from '@trpc/server';
import * as z from 'zod';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { GATES } from '@/domain/gate/gates';
import { readCursor, writeCursor } from '@/server/stream/cursor';
import { watchGates } from '@/server/stream/watch-gates';
import { apiError } from '../errors';
import { knownGateSchema } from '../inputs';
import { publicProcedure, router } from '../trpc';

/** Streams that one node carries; beyond it a viewer polls (goal: 5,000 on one node). */
const MOST_VIEWERS = 8_000;

export const boardRouter = router({
  gate: publicProcedure
    .input(z.object({ gateId: knownGateSchema }))
    .query(({ ctx, input }): Promise<GateSnapshot> => ctx.board.snapshot(input.gateId)),
  province: publicProcedure.query(
    ({ ctx }): Promise<GateSnapshot[]> => Promise.all(GATES.map((gate) => ctx.board.snapshot(gate.code))),
  ),
  /**
   * One gate, or every gate as it changes (`gateId: null`): first what the viewer has not seen, then each change.
   * The tracked id is where the log stood, so a viewer that reconnects is sent only the gates that moved meanwhile.
   */
  live: publicProcedure
    .input(z.object({ gateId: knownGateSchema.nullable(), lastEventId: z.string().max(400).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const watcher = await ctx.board.watcher();
      if (watcher.listenerCount() >= MOST_VIEWERS) throw apiError('AP-MANY');
      const gates = input.gateId === null ? GATES.map((gate) => gate.code) : [input.gateId];
      const seen = readCursor(input.lastEventId);
      for await (const batch of watchGates(watcher, gates, seen, signal ?? new AbortController().signal))
        for (const [gateId, position] of batch) {
          const snapshot = await ctx.board.snapshot(gateId);
          seen.set(gateId, position);
          yield tracked(writeCursor(seen), snapshot);
        }
    }),
});
