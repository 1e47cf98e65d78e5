import type { Result } from '@/domain/shared/result';

/** A mail as we hand it over: plain words, one file. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Local part of the Message-ID; the same mail tried again bears the same one, so that a copy is known as such. */
  readonly id: string;
  readonly attachment: { readonly name: string; readonly type: string; readonly data: Uint8Array };
};

export const MAIL_FAULTS = [
  'unreachable', // nobody answers, the line breaks, it takes too long
  'busy', // 4xx: later
  'refused', // 5xx: this mail or this address, never
  'sign-in', // our own name or password
  'tls', // the other side's certificate or its lack of encryption
] as const;
export type MailFault = { readonly kind: (typeof MAIL_FAULTS)[number]; readonly code: number | null };

/** Whoever takes our mail. It was sent when the other side has said that it has it. */
export type MailPort = {
  readonly send: (mail: Mail) => Promise<Result<null, MailFault>>;
  readonly close: () => void;
};

/** As it stands on screen and in the log: no address, no word of the other side. */
export const mailFaultText = ({ kind, code }: MailFault): string =>
  code === null ? kind : `${kind} ${code}`;
