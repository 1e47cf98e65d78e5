import type { ListFault } from '@/domain/release/eligible-list';
import type { GateId } from '@/domain/shared/identity';
import type { PersonContext } from '../control/person-context';
import { type ImportListFault, importList } from './import-list';

/** Faults shown on a screen; the count says how many there are. */
const MOST_FAULTS = 200;

export type UploadedList =
  | {
      readonly kind: 'read';
      readonly entries: number;
      readonly good: number;
      readonly faults: readonly ListFault[];
      readonly faultCount: number;
      readonly matched: number;
      readonly recorded: number;
      readonly stored: boolean;
      /** As the file says, or as the uploader did, ms; null: nobody said. */
      readonly madeAt: number | null;
    }
  | { readonly kind: 'unreadable'; readonly fault: ImportListFault };

/** A supervisor's upload on `/control`: first a preview, then the same file again to be stored (RE-7). */
export async function uploadList(
  { db, clock, actor }: PersonContext,
  input: { gateId: GateId; file: string; madeAt: number | null; store: boolean },
): Promise<UploadedList> {
  const { gateId, madeAt, store } = input;
  const bytes = Buffer.from(input.file, 'base64');
  const read = await importList({ db, now: clock.now(), actor: actor.id }, { gateId, bytes, madeAt, store });
  if (!read.ok) return { kind: 'unreadable', fault: read.error };
  const { list, matched, recorded, stored } = read.value;
  return {
    kind: 'read',
    entries: list.entries,
    good: list.rows.length,
    faults: list.faults.slice(0, MOST_FAULTS),
    faultCount: list.faults.length,
    matched,
    recorded,
    stored,
    madeAt: read.value.madeAt,
  };
}
