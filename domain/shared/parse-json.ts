/** What a text (or its UTF-8 bytes) says as JSON; null when it is none. Unknown until a schema has looked at it. */
export function parseJson(said: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof said === 'string' ? said : new TextDecoder().decode(said));
  } catch {
    return null;
  }
}
