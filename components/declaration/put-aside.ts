import type { SavedDraft } from '../app/answers';
import type { FormDraft } from './steps';

/** What is left of a declaration whose first vehicle is filed: this phone alone has it, and sends it under its own key. */
export class LeftToSend extends Error {
  readonly draft: FormDraft;
  constructor(draft: FormDraft) {
    super('left to send');
    this.draft = draft;
  }
}

/** What of a draft goes to the centre. */
export const draftToSave = ({ clientKey, submission, declarationKey, reached, extras, seen }: FormDraft) => ({
  draftId: clientKey,
  submission,
  form: { declarationKey, reached, extras },
  seen,
});

/**
 * DE-4: the first vehicle's key is filed, and whether what comes with it is as well this phone has not heard: an answer
 * got lost, or another device sent it.
 */
export const holdsMore = ({ extras }: Pick<FormDraft, 'extras'>): boolean =>
  extras.vehicles.length > 0 || extras.receiving.length > 0;

/**
 * What stands in the form goes to the centre before something else takes its place (DE-9). Where another device has
 * written since, both stay: this one becomes a draft of its own. What is filed is no draft again.
 */
export async function putAside(
  kept: FormDraft | null,
  save: (draft: ReturnType<typeof draftToSave>) => Promise<Pick<SavedDraft, 'kind'>>,
  freshKey: () => string,
): Promise<void> {
  if (kept === null || kept.reached === 0) return;
  const { kind } = await save(draftToSave(kept));
  if (kind === 'filed' && (kept.declarationKey === kept.clientKey || holdsMore(kept)))
    throw new LeftToSend(kept);
  if (kind === 'newer') await save(draftToSave({ ...kept, clientKey: freshKey(), seen: null }));
}
