import { ENTRY_KINDS, type EntryKind } from '@/domain/fleet/entry';
import { gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { LATE_FIELDS, type LateField } from '@/domain/sync/declared-details';
import { readSlotHash, type SlotLink } from '../slot/slot-link';

const PAGES = ['figures', 'help', 'sheet', 'keys', 'inbox'] as const;
const OF_CROSSING = ['fee', 'talk', 'change', 'correct'] as const;
const isOneOf = <T extends string>(all: readonly T[], text: string | undefined): text is T =>
  all.some((one) => one === text);

/** What a fragment of `/declare` shows. */
export type DeclareRoute =
  | { readonly kind: 'home' | 'form' | (typeof PAGES)[number] }
  | { readonly kind: 'fleet'; readonly entry: EntryKind }
  | { readonly kind: 'draft'; readonly draftId: string }
  | { readonly kind: 'import'; readonly importId: string }
  | { readonly kind: 'row'; readonly importId: string; readonly place: number }
  | { readonly kind: 'slot'; readonly link: SlotLink }
  | {
      readonly kind: (typeof OF_CROSSING)[number];
      readonly gateId: GateId;
      readonly crossingId: string;
    }
  | {
      readonly kind: 'late';
      readonly gateId: GateId;
      readonly crossingId: string;
      readonly field: LateField;
    };

/**
 * The overview, the form (`new-3`), a draft to correct (`draft-…`), an hour (`slot-HN-…`), a fee (`fee-HN-…`), questions about a
 * declaration (`talk-HN-…`), a part of a crossing to be replaced (`change-HN-…`), its fields (`correct-HN-…`), what was not known yet (`late-HN-…-seal`), a sheet to
 * bring in (`sheet`), an import (`sheet-…`), one of its rows (`sheet-…-7`), the fleet (`fleet`, `fleet-driver`), and pages by their name.
 * What names nothing is the overview.
 */
export function readDeclareRoute(hash: string): DeclareRoute {
  if (hash.startsWith('new')) return { kind: 'form' };
  if (isOneOf(PAGES, hash)) return { kind: hash };
  if (hash === 'fleet') return { kind: 'fleet', entry: 'vehicle' };
  const [, entry] = /^fleet-(\w+)$/.exec(hash) ?? [];
  if (isOneOf(ENTRY_KINDS, entry)) return { kind: 'fleet', entry };
  const [, draftId] = /^draft-([0-9a-f-]{36})$/.exec(hash) ?? [];
  if (draftId !== undefined) return { kind: 'draft', draftId };
  const [, importId, place] = /^sheet-([0-9a-f-]{36})(?:-(\d{1,6}))?$/.exec(hash) ?? [];
  if (importId !== undefined)
    return place === undefined
      ? { kind: 'import', importId }
      : { kind: 'row', importId, place: Number(place) };
  const link = readSlotHash(hash);
  if (link !== null) return { kind: 'slot', link };
  const [, kind, code = '', crossingId, field] =
    /^([a-z]+)-([A-Z]{2,8})-([0-9a-f-]{36})(?:-(\w+))?$/.exec(hash) ?? [];
  const gateId = gateById(code)?.code;
  if (gateId !== undefined && crossingId !== undefined) {
    if (isOneOf(OF_CROSSING, kind) && field === undefined) return { kind, gateId, crossingId };
    if (kind === 'late' && isOneOf(LATE_FIELDS, field)) return { kind, gateId, crossingId, field };
  }
  return { kind: 'home' };
}
