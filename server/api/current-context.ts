import { askerOf } from '@/server/auth/actor';
import { accountsDatabase } from '@/server/auth/current-auth';
import { currentBoard } from '@/server/board/current-board';
import { systemClock } from '@/server/clock';
import { currentPush } from '@/server/connectors/push/current-push';
import { gateDatabase } from '@/server/database';
import { keyRing } from '@/server/keys/key-ring';
import { currentTell } from '@/server/message/current-tell';
import { currentLink } from '@/server/neighbour/current-link';
import type { Context } from './context';

/** The context of one request to this node. */
export async function currentContext(headers: Headers): Promise<Context> {
  return {
    ...(await askerOf(headers)),
    db: gateDatabase(),
    accounts: accountsDatabase(),
    clock: systemClock,
    board: currentBoard(),
    keys: keyRing,
    // True in this server: setClientAddress wrote it.
    address: headers.get('x-forwarded-for') ?? 'unknown',
    tell: currentTell(),
    push: currentPush,
    neighbour: currentLink,
  };
}
