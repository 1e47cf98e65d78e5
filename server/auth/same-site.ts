/**
 * Does a page of ours send this? Browsers say where a request comes from; a client that is no browser says nothing and
 * has no cookies to abuse. The page's own host counts besides the configured origin, for a phone that opens us by the
 * address on the local network.
 */
export function isFromOurPages(request: Request, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') return false;
  const claimed = request.headers.get('origin');
  return claimed === null || ourOrigins(request, origin).includes(claimed);
}

export function ourOrigins(request: Request, origin: string): readonly string[] {
  const host = request.headers.get('host');
  return host === null ? [origin] : [origin, `http://${host}`, `https://${host}`];
}
