import type { Result } from '@/domain/shared/result';

/** A short text for one person, by the way in which they are reached. */
export type Message = {
  /** UUID. The same message tried again bears the same one: the other side delivers it once. */
  readonly id: string;
  readonly channel: 'sms' | 'email';
  /** E.164, or an e-mail address. */
  readonly to: string;
  /** Of the e-mail; a text message has none. */
  readonly subject: string;
  readonly text: string;
};

export const MESSAGE_FAULTS = [
  'unreachable', // nobody answers, the line breaks, it takes too long
  'busy', // 429 or 5xx: later
  'refused', // 4xx: this message or our token, never
  'not-provider', // HTML, a redirect, another shape: a portal or another system
] as const;
export type MessageFault = {
  readonly kind: (typeof MESSAGE_FAULTS)[number];
  readonly status: number | null;
};

/** The port: whoever delivers text messages and mails for us. It was taken when the other side has said so. */
export type MessagePort = {
  readonly send: (message: Message) => Promise<Result<null, MessageFault>>;
};
