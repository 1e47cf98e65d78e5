import * as z from 'zod';

/** What is said over the wire between us and the provider of messages, docs/protocols/messages.md. */
export const MESSAGES_PATH = '/v1/messages';
/** What the other side tells of a message afterwards. */
export const RECEIPT_STATES = ['delivered', 'failed'] as const;
export const MOST_TEXT = 1000;

export const messageRequestSchema = z.object({
  id: z.uuid(),
  channel: z.enum(['sms', 'email']),
  to: z.string().min(3).max(254),
  subject: z.string().max(200),
  text: z.string().min(1).max(MOST_TEXT),
});
/** The other side has it and will deliver it, or had it already. */
export const messageAnswerSchema = z.object({ id: z.uuid(), state: z.enum(['taken', 'known']) });
