/** Characters of the GSM 7-bit default alphabet and of its extension, which takes two places (3GPP TS 23.038, 6.2.1). */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');

/** Septets or UTF-16 units of a message alone, and of each part of a longer one, whose header takes the rest (23.040). */
const ROOM = { 'gsm-7': { alone: 160, part: 153 }, 'ucs-2': { alone: 70, part: 67 } } as const;

export type SmsLength = {
  readonly alphabet: keyof typeof ROOM;
  /** Septets, or UTF-16 units. */
  readonly length: number;
  /** What is paid for. */
  readonly parts: number;
};

/** How a text goes over the air (TE-5). */
export function smsLength(text: string): SmsLength {
  const signs = [...text];
  const isPlain = signs.every((sign) => BASIC.has(sign) || EXTENDED.has(sign));
  const alphabet = isPlain ? 'gsm-7' : 'ucs-2';
  const length = isPlain ? signs.reduce((sum, sign) => sum + (EXTENDED.has(sign) ? 2 : 1), 0) : text.length;
  const { alone, part } = ROOM[alphabet];
  return { alphabet, length, parts: length <= alone ? 1 : Math.ceil(length / part) };
}

/** No message of ours is longer, in no language (TE-5). */
export const MOST_SMS_PARTS = 2;
