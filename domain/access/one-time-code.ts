/** FM-7. Eight digits: with five tries and five codes in five minutes, a day's guessing finds 1 in 14,000. */
export const CODE_DIGITS = 8;
export const CODE_LIFE_SECONDS = 600;
export const CODE_TRIES = 5;

/** What a code is good for; one for one purpose opens no other door. */
export const CODE_PURPOSES = ['sign-in', 'recover', 'register'] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

/** The digits of what was typed or pasted, full-width ones and gaps included; null when it cannot be a code. */
export function parseCode(raw: string): string | null {
  const text = raw
    .slice(0, 60)
    .normalize('NFKC')
    .replace(/[\s.\-‐-―]/g, '');
  return /^\d+$/.test(text) && text.length === CODE_DIGITS ? text : null;
}

/** As it is written in a message: in two groups, which eyes and ears keep apart. */
export const codeText = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

/** Whether one more try counts. `tries` are those before; times in ms. */
export const isCodeAlive = (
  { expiresAt, tries }: { readonly expiresAt: number; readonly tries: number },
  now: number,
): boolean => now < expiresAt && tries < CODE_TRIES;
