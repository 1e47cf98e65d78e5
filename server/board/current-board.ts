import { systemClock } from '../clock';
import { gateDatabase } from '../database';
import { env } from '../env';
import { currentWatcher } from '../stream/current-watcher';
import { type Board, createBoard } from './board';
import { readGateSnapshot } from './read-gate-snapshot';

const held = globalThis as typeof globalThis & { gateBoard?: Board };

/** This node's one board: what is kept of it is shared by all its viewers. */
export function currentBoard(): Board {
  held.gateBoard ??= createBoard({
    watcher: currentWatcher,
    read: (gateId) =>
      readGateSnapshot({ db: gateDatabase(), clock: systemClock, plates: env().BOARD_PLATES }, gateId),
    now: systemClock.now,
  });
  return held.gateBoard;
}
