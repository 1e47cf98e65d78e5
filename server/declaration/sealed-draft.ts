import * as z from 'zod';
import { type FieldFault, type Submission, submissionSchema } from '@/domain/declaration/submission';
import { type FormState, formStateSchema } from '@/domain/declaration/whole';
import type { KeyRing } from '@/server/keys/key-ring';
import { sealToCentre } from '@/server/keys/sealing-key';

/** What was typed, and what is wrong with it: names and numbers of people, so it lies sealed to the centre's key. */
export type DraftContent = {
  readonly submission: Submission;
  readonly faults: readonly FieldFault[];
  /** Null of a sheet's row. */
  readonly form: FormState | null;
};

const contentSchema = z.object({
  submission: submissionSchema,
  faults: z.custom<readonly FieldFault[]>((value) => Array.isArray(value)),
  form: formStateSchema.nullable().default(null),
});

export const sealDraft = (ring: KeyRing, draftId: string, content: DraftContent): Promise<string> =>
  sealToCentre(ring.sealing.publicKey, new TextEncoder().encode(JSON.stringify(content)), draftId);

/** Null when it cannot be opened any more (another installation's key): the draft is then as good as erased. */
export async function openDraft(
  ring: KeyRing,
  draftId: string,
  sealed: string,
): Promise<DraftContent | null> {
  const bytes = await ring.sealing.open(sealed, draftId);
  if (bytes === null) return null;
  const content = contentSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  return content.success ? content.data : null;
}
