import { eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { passPush, personPush } from '@/db/schema/telling';
import { gateIdSchema } from '@/domain/shared/identity';
import { assertNever } from '@/domain/shared/result';
import type { Attempt } from '@/domain/telling/delivery';
import { placeOfTelling } from '@/domain/telling/place';
import { TELLING_RULES, type TellingKind } from '@/domain/telling/telling-kind';
import type { MessageFault } from '../connectors/messages/message-port';
import type { PushFault } from '../connectors/push/push-port';
import { findWay, type OutboxMessage, type Way } from './find-way';
import type { SendPorts } from './send-messages';
import { wordsOf } from './words';

export type Told = {
  readonly kind: TellingKind;
  readonly at: number;
  readonly values: Readonly<Record<string, string | number>>;
  /** Of a paper of its fleet; null: the firm is that of the crossing. */
  readonly firmId: string | null;
};
export type Outcome = { readonly attempt: Attempt; readonly fault: string | null };

const never = (fault: string): Outcome => ({ attempt: { kind: 'never' }, fault });

/** One attempt at one message. No transaction is open while the other side is waited for. */
export async function deliver(ports: SendPorts, message: OutboxMessage, told: Told): Promise<Outcome> {
  const way = await findWay(ports, message, told);
  if (way === null) return never('no-way');
  return way.kind === 'push' ? byPush(ports, message, told, way) : byText(ports, message, told, way);
}

async function byText(
  { messages, origin }: SendPorts,
  { messageId, gateId, crossingId }: OutboxMessage,
  told: Told,
  { channel, to, locale }: Extract<Way, { kind: 'text' }>,
): Promise<Outcome> {
  if (messages === null) return never('no-provider');
  const gate = gateIdSchema.parse(gateId);
  const words = wordsOf(locale, { ...told, gateId: gate });
  const link = `${origin}${placeOfTelling(told.kind, { gateId: gate, crossingId, values: told.values })}`;
  const sent = await messages.send({
    id: messageId,
    channel,
    to,
    subject: words.title,
    text: channel === 'sms' ? words.sms : `${words.text}\n\n${link}`,
  });
  if (sent.ok) return { attempt: { kind: 'accepted' }, fault: null };
  return { attempt: textAttempt(sent.error), fault: faultText(sent.error) };
}

async function byPush(
  ports: SendPorts,
  message: OutboxMessage,
  told: Told,
  { to, locale, passText }: Extract<Way, { kind: 'push' }>,
): Promise<Outcome> {
  const gateId = gateIdSchema.parse(message.gateId);
  const { title, text } = wordsOf(locale, { ...told, gateId });
  const url =
    passText === null
      ? placeOfTelling(told.kind, { gateId, crossingId: message.crossingId, values: told.values })
      : `/p#${encodeURIComponent(passText)}`;
  const { isUrgent } = TELLING_RULES[told.kind];
  const sent = await ports.push.send(to, {
    payload: JSON.stringify({
      id: message.messageId,
      gate: gateId,
      title,
      text,
      url,
      locale,
      at: told.at,
      isUrgent,
    }),
    ttlSeconds: Math.max(0, Math.round((message.expiresAt - ports.now()) / 1000)),
    isUrgent,
    topic: message.messageId.replaceAll('-', ''),
  });
  if (sent.ok) return { attempt: { kind: 'accepted' }, fault: null };
  if (sent.error.kind === 'gone') await endPush(ports, message);
  return { attempt: pushAttempt(sent.error), fault: faultText(sent.error) };
}

/** The browser has ended it: nobody is told by it again (RFC 8030, 7.3). */
async function endPush(
  { db, accounts }: SendPorts,
  { gateId, recipient, target }: OutboxMessage,
): Promise<void> {
  if (recipient.startsWith('person'))
    await accounts.delete(personPush).where(eq(personPush.subscriptionId, target));
  else
    await inGate(db, { gateId: gateIdSchema.parse(gateId), actor: null }, (tx) =>
      tx.delete(passPush).where(eq(passPush.subscriptionId, target)),
    );
}

const faultText = ({ kind, status }: MessageFault | PushFault): string =>
  status === null ? kind : `${kind} ${status}`;

function textAttempt({ kind }: MessageFault): Attempt {
  switch (kind) {
    case 'refused':
      return { kind: 'never' };
    case 'busy':
      return { kind: 'later' };
    // It may have it; it knows the message by its id.
    case 'unreachable':
    case 'not-provider':
      return { kind: 'unsure' };
    default:
      return assertNever(kind);
  }
}

function pushAttempt({ kind }: PushFault): Attempt {
  switch (kind) {
    case 'gone':
    case 'refused':
    case 'not-service':
      return { kind: 'never' };
    case 'busy':
    case 'unreachable':
      return { kind: 'later' };
    case 'unsure':
      return { kind: 'unsure' };
    default:
      return assertNever(kind);
  }
}
