import { discardDraft, readDraft, writeDraft } from '@/offline/store/phone';
import { DRAFT_KEY, type FormDraft, parseFormDraft } from './steps';

/** Where the draft of a firm waits while another firm works with this browser. */
const parkedKey = (firmId: string) => `${DRAFT_KEY} ${firmId}`;

/** What a firm may be shown of what is kept; null: nobody is known, and the last one is shown. */
export function draftFor(firmId: string | null, kept: unknown): FormDraft | null {
  const draft = parseFormDraft(kept);
  const isOthers = firmId !== null && draft !== null && draft.firmId !== null && draft.firmId !== firmId;
  return isOthers ? null : draft;
}

/**
 * The form at hand becomes this firm's: what another firm began waits for that firm, and what this one began here
 * before comes back. What was begun before anybody signed in is theirs who sign in next.
 */
export async function handOver(firmId: string): Promise<void> {
  const atHand = await readDraft(DRAFT_KEY);
  const draft = parseFormDraft(atHand?.value);
  if (atHand !== null && draft !== null) {
    if (draft.firmId === firmId) return;
    if (draft.firmId === null && draft.reached > 0) {
      await writeDraft(DRAFT_KEY, { ...draft, firmId } satisfies FormDraft, atHand.at);
      return;
    }
    // First the copy, then its place: a tab that is closed in between loses nothing.
    if (draft.firmId !== null) await writeDraft(parkedKey(draft.firmId), draft, atHand.at);
  }
  const parked = await readDraft(parkedKey(firmId));
  if (parked === null) {
    if (draft !== null && draft.firmId !== null) await discardDraft(DRAFT_KEY);
    return;
  }
  await writeDraft(DRAFT_KEY, parked.value, parked.at);
  await discardDraft(parkedKey(firmId));
}
