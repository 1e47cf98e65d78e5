import { isIPv4, isIPv6 } from 'node:net';

/** What one line of a provider is given: whoever has it writes whichever of its 2^64 addresses. */
const OWN_GROUPS = 4;
const GROUPS = 8;

/**
 * Whom tries from an address are counted for: an IPv4 address as it is, also where it is written as IPv6; of an IPv6
 * address its /64. What is no address is counted by its own text.
 */
export function networkOf(address: string): string {
  const text = address.trim().replace(/%.*$/, '');
  if (isIPv4(text) || !isIPv6(text)) return text;
  const groups = groupsOf(text);
  const [high = 0, low = 0] = groups.slice(-2);
  const isIpv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isIpv4) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  const own = groups.slice(0, OWN_GROUPS).map((group) => group.toString(16));
  return `${own.join(':')}::/64`;
}

/** The eight numbers of an IPv6 address, however it is written. */
function groupsOf(address: string): readonly number[] {
  // The one written form of it: small letters, no dotted end.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = [], after = []] = written
    .split('::')
    .map((side) => side.split(':').flatMap((group) => (group === '' ? [] : [Number.parseInt(group, 16)])));
  const between = Array.from({ length: GROUPS - before.length - after.length }, () => 0);
  return [...before, ...between, ...after];
}
