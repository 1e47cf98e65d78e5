import type { IncomingHttpHeaders } from 'node:http';

/** A socket that is closed already has no address; whoever it was shares one. */
const UNKNOWN = '0.0.0.0';
const FORWARDED = /^(forwarded|x-forwarded-.*|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip)$/;

/**
 * Headers in which a proxy says who is behind it, made true before anything else reads them: the sign-in throttle counts
 * by `x-forwarded-for`, and a visitor may write anything there.
 * @param proxies how many proxies of ours stand in front (TRUSTED_PROXIES). Each appends the address it was called from,
 *   so the last that many entries are theirs, and the first of these is the visitor. With none, only the socket is believed.
 */
export function setClientAddress(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  proxies: number,
): void {
  const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const forwarded = proxies === 0 ? undefined : said.at(-proxies)?.trim();
  for (const name of Object.keys(headers)) {
    const isOfOurProxy = proxies > 0 && (name === 'x-forwarded-proto' || name === 'x-forwarded-host');
    if (FORWARDED.test(name) && !isOfOurProxy) delete headers[name];
  }
  headers['x-forwarded-for'] = forwarded || socketAddress || UNKNOWN;
}
