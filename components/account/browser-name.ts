const BROWSERS = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Cốc Cốc', /coc_coc_browser/],
  ['Zalo', /\bZalo\b/],
  ['WeChat', /MicroMessenger/],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|Chromium|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
] as const;
const SYSTEMS = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

const named = (list: readonly (readonly [string, RegExp])[], text: string): string | null =>
  list.find(([, sign]) => sign.test(text))?.[0] ?? null;

/** Enough to tell one's phone from one's office computer: "Chrome · Android". Null when nothing is known. */
export function browserName(userAgent: string | null): string | null {
  const parts = [named(BROWSERS, userAgent ?? ''), named(SYSTEMS, userAgent ?? '')].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? null : parts.join(' · ');
}
