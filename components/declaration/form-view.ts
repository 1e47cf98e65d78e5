import { useHash } from '../app/use-hash';
import { type FormDraft, type Step, stepsOf } from './steps';

/** What of the form is on the screen; the fragment says so, and back walks through it. */
export type FormView =
  | { readonly kind: 'step'; readonly at: number; readonly step: Step }
  | { readonly kind: 'vehicle'; readonly at: number }
  | { readonly kind: 'fresh' }
  | { readonly kind: 'check' };

export const stepHash = (at: number) => `new-${at + 1}`;
export const CHECK_HASH = 'new-check';
/** Of a copied trip: what is new this time. */
export const FRESH_HASH = 'new-fresh';
export const vehicleHash = (at: number) => `new-vehicle-${at + 1}`;

/** Where a draft was left. */
export const hashOfDraft = ({ reached, submission }: FormDraft): string =>
  reached >= stepsOf(submission).length ? CHECK_HASH : stepHash(reached);

/** A link to a later question does not skip what was never asked. */
export function viewOf(hash: string, draft: FormDraft): FormView {
  const steps = stepsOf(draft.submission);
  const isThrough = draft.reached >= steps.length;
  const vehicle = Number(/^new-vehicle-(\d{1,2})$/.exec(hash)?.[1] ?? 0) - 1;
  if (isThrough && draft.extras.vehicles[vehicle] !== undefined) return { kind: 'vehicle', at: vehicle };
  if (isThrough && hash === FRESH_HASH) return { kind: 'fresh' };
  const isPast = hash === CHECK_HASH || hash === FRESH_HASH || vehicle >= 0;
  if (isPast && isThrough) return { kind: 'check' };
  const wanted = isPast ? draft.reached : Number(/^new-(\d+)$/.exec(hash)?.[1] ?? 1) - 1;
  const at = Math.min(Math.max(0, wanted), draft.reached, steps.length - 1);
  const step = steps[at];
  return step === undefined ? { kind: 'check' } : { kind: 'step', at, step };
}

export const useFormView = (draft: FormDraft): FormView => viewOf(useHash(), draft);
