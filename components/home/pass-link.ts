/**
 * What somebody pasted: a pass link of any host, or the pass's own text. Gives the path that opens it here, or null.
 * The pass stays in the fragment: it never reaches a server log.
 */
export function passPathOf(pasted: string): string | null {
  const text = pasted.trim();
  const inLink = /#(GP\d+(?::|%3A)[^\s]+)$/i.exec(text);
  const token = inLink?.[1] ?? (/^GP\d+:/.test(text) ? text : null);
  if (token === null) return null;
  // A link copied whole is percent-encoded already; a bare text (base45 has spaces and %) is not.
  return `/p#${inLink ? token : encodeURIComponent(token)}`;
}
