/** What a text says as JSON; null when it is none. Unknown until a schema has looked at it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
