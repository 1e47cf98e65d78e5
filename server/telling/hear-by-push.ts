import { and, eq, inArray, sql } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { passToken } from '@/db/schema/pass';
import { passPush, telling, tellingMessage } from '@/db/schema/telling';
import { allGates } from '@/domain/gate/gates';
import { eventIdSchema } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { heardOnPhone } from '../flow/hear-call';

/**
 * A driver's phone that has shown a pushed call, or its recall, has been reached like one that shows it on the page: a fact
 * for the call desk (FL-27). Of any other message it says nothing.
 */
export async function hearByPush(ports: Pick<Context, 'db' | 'clock'>, messageId: string): Promise<void> {
  const [found] = await inGate(ports.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select({ kind: telling.kind, about: telling.about, token: passToken.token })
      .from(tellingMessage)
      .innerJoin(
        telling,
        and(eq(telling.gateId, tellingMessage.gateId), eq(telling.tellingId, tellingMessage.tellingId)),
      )
      .innerJoin(
        passPush,
        and(
          eq(passPush.gateId, tellingMessage.gateId),
          eq(passPush.crossingId, tellingMessage.crossingId),
          sql`${passPush.subscriptionId}::text = ${tellingMessage.target}`,
        ),
      )
      .innerJoin(
        passToken,
        and(
          eq(passToken.gateId, passPush.gateId),
          eq(passToken.passId, passPush.passId),
          eq(passToken.revision, passPush.revision),
        ),
      )
      .where(
        and(
          inArray(
            tellingMessage.gateId,
            allGates().map(({ code }) => code),
          ),
          eq(tellingMessage.messageId, messageId),
          eq(tellingMessage.channel, 'push'),
        ),
      ),
  );
  if (found === undefined || (found.kind !== 'called' && found.kind !== 'call-recalled')) return;
  const call = eventIdSchema.safeParse(found.about.replace(/^call /, ''));
  if (!call.success) return;
  const message = found.kind === 'called' ? 'call' : 'recall';
  await heardOnPhone(ports, { token: found.token, call: call.data, message });
}
