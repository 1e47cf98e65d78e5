/** What the page has asked for while its scripts were still on their way. */
export type EarlyAsk = {
  readonly procedure: string;
  /** Undefined: the procedure has no input. */
  readonly body: string | undefined;
  readonly response: Promise<Response>;
};
type Held = typeof globalThis & { earlyBoard?: EarlyAsk };

/**
 * Runs inline in the page of a board: its figures are fetched beside the scripts that draw them, and not after them, which
 * on a slow phone is the half of a second. Plain ES5 text: it is not compiled. A test holds it to what `ask-board.ts` asks.
 */
export const EARLY_ASK_SCRIPT = [
  '(function(){var m=/^\\/board(?:\\/([A-Z]{2,8}))?\\/?$/.exec(location.pathname);if(!m)return;',
  'try{var p=m[1]?"board.gate":"board.province",b=m[1]?JSON.stringify({gateId:m[1]}):undefined,',
  'r=fetch("/api/trpc/"+p,{method:"POST",headers:{"content-type":"application/json"},body:b,cache:"no-store",',
  'signal:AbortSignal.timeout(20000)});r.catch(function(){});',
  'globalThis.earlyBoard={procedure:p,body:b,response:r}}catch(e){}})()',
].join('');

/** The answer to this question, if the page asked it; once, since the next one is about a later moment. */
export function takeEarly(procedure: string, body: string | undefined): Promise<Response> | null {
  const held = globalThis as Held;
  const early = held.earlyBoard;
  if (early === undefined || early.procedure !== procedure || early.body !== body) return null;
  delete held.earlyBoard;
  return early.response;
}
