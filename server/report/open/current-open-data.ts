import { currentBoard } from '../../board/current-board';
import { systemClock } from '../../clock';
import { gateDatabase } from '../../database';
import { env } from '../../env';
import { createOpenData, type OpenData } from './answer-open';

const held = globalThis as typeof globalThis & { gateOpenData?: OpenData };

/** This node's one: what was read is shared by all who ask. */
export function currentOpenData(): OpenData {
  held.gateOpenData ??= createOpenData(
    { db: gateDatabase(), now: systemClock.now, snapshot: (gateId) => currentBoard().snapshot(gateId) },
    env().PUBLIC_ORIGIN,
  );
  return held.gateOpenData;
}
