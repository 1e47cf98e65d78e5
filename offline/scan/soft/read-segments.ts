const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Text of a code's content bytes; null for what is malformed or of a mode no pass uses. */
export function readSegments(bytes: Uint8Array, version: number): string | null {
  const room = bytes.length * 8;
  let at = 0;
  const take = (count: number): number => {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, at += 1)
      value = (value << 1) | (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  const wide = version >= 10;
  let text = '';
  while (at + 4 <= room) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 1) {
      let count = take(wide ? 12 : 10);
      for (; count > 0; count -= 3) {
        const digits = Math.min(3, count);
        const value = take([0, 4, 7, 10][digits] ?? 10);
        if (value >= 10 ** digits || at > room) return null;
        text += String(value).padStart(digits, '0');
      }
    } else if (mode === 2) {
      let count = take(wide ? 11 : 9);
      for (; count > 1; count -= 2) {
        const value = take(11);
        if (value >= 45 * 45 || at > room) return null;
        text += (ALPHANUMERIC[Math.floor(value / 45)] ?? '') + (ALPHANUMERIC[value % 45] ?? '');
      }
      if (count === 1) {
        const value = take(6);
        if (value >= 45) return null;
        text += ALPHANUMERIC[value] ?? '';
      }
    } else if (mode === 4) {
      const count = take(wide ? 16 : 8);
      if (at + 8 * count > room) return null;
      const part = Uint8Array.from({ length: count }, () => take(8));
      try {
        text += new TextDecoder('utf-8', { fatal: true }).decode(part);
      } catch {
        return null;
      }
    } else return null;
    if (at > room) return null;
  }
  return text === '' ? null : text;
}
