import { v7 as uuidv7 } from 'uuid';
import type { Contact } from '@/domain/access/contact';
import { nameInMessage } from '@/domain/access/firm-name';
import { CODE_LIFE_SECONDS, codeText } from '@/domain/access/one-time-code';
import type { Locale } from '@/domain/shared/vocabulary';
import type { Message } from '../connectors/messages/message-port';
import { speakerOf } from '../report/speaker';

/** What we write to somebody about their account. */
export type AccountWords =
  | { readonly kind: 'code'; readonly code: string }
  /** Somebody registers with a contact that has an account: its owner is told how to get in, nobody else learns of it. */
  | { readonly kind: 'known'; readonly address: string }
  | { readonly kind: 'invitation'; readonly firm: string; readonly address: string };

/** The words in the language of the screen on which they were asked for. */
export function messageTo(contact: Contact, locale: Locale, words: AccountWords): Message {
  const say = (part: 'subject' | 'text') =>
    speakerOf(locale).translate(`accountMessage.${words.kind}.${part}`, {
      ...(words.kind === 'code'
        ? { code: codeText(words.code), minutes: String(CODE_LIFE_SECONDS / 60) }
        : {}),
      ...(words.kind === 'code' ? {} : { address: words.address }),
      ...(words.kind === 'invitation' ? { firm: nameInMessage(words.firm) } : {}),
    });
  return {
    id: uuidv7(),
    channel: contact.kind === 'phone' ? 'sms' : 'email',
    to: contact.value,
    subject: say('subject'),
    text: say('text'),
  };
}
