const TIMEOUT_MS = 15_000;

/**
 * Asks the centre about a pass, without the API's client, which would be a quarter of the page's weight. By POST and
 * without cookies: the text of a pass never stands in an address, nor beside who is signed in.
 */
export const askOfPass = (procedure: string, body: object, withinMs = TIMEOUT_MS): Promise<Response> =>
  fetch(`/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(withinMs),
  });
