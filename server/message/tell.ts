import type { Message, MessageFault, MessagePort } from '../connectors/messages/message-port';

/** Hands over a message and returns at once, so that an answer takes as long whether somebody gets one or nobody (FM-8). */
export type Tell = (message: Message) => void;

/** Pauses between tries, ms. Later than that the person has asked for another code. */
const PAUSES = [500, 3_000, 10_000] as const;

/**
 * Sends beside the answer, again where the other side is busy or away. What was not sent is told to the log without whom
 * it was for; it lives in memory alone, since a code is asked for again sooner than a restarted server could look for it.
 */
export function tellBy(
  port: MessagePort,
  {
    onFault,
    rest,
  }: {
    readonly onFault: (fault: MessageFault, tries: number) => void;
    readonly rest: (ms: number) => Promise<void>;
  },
): Tell {
  const deliver = async (message: Message) => {
    for (let tries = 1; ; tries += 1) {
      const sent = await port.send(message);
      if (sent.ok) return;
      onFault(sent.error, tries);
      const pause = PAUSES[tries - 1];
      if (pause === undefined || sent.error.kind === 'refused') return;
      await rest(pause);
    }
  };
  return (message) => void deliver(message);
}
