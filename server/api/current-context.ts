import { actorOf } from '@/server/auth/actor';
import { accountsDatabase } from '@/server/auth/current-auth';
import { currentBoard } from '@/server/board/current-board';
import { systemClock } from '@/server/clock';
import { gateDatabase } from '@/server/database';
import { keyRing } from '@/server/keys/key-ring';
import type { Context } from './context';

/** The context of one request to this node. */
export async function currentContext(headers: Headers): Promise<Context> {
  return {
    actor: await actorOf(headers),
    db: gateDatabase(),
    accounts: accountsDatabase(),
    clock: systemClock,
    board: currentBoard(),
    keys: keyRing,
  };
}
