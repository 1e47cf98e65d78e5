import type { Direction, LocalText, Party } from '../shared/vocabulary';
import type { GateSnapshot } from './snapshot';

/** What the next shift should be told at least. Times in ms, lengths in minutes. */
export type HandoverFact =
  | { readonly kind: 'called'; readonly direction: Direction; readonly count: number }
  | { readonly kind: 'behind'; readonly direction: Direction; readonly minutes: number }
  | {
      readonly kind: 'waited-for';
      readonly agency: Party;
      readonly count: number;
      readonly longestSince: number;
    }
  | { readonly kind: 'paper'; readonly since: number }
  | { readonly kind: 'incidents'; readonly count: number }
  | { readonly kind: 'announced'; readonly text: LocalText; readonly until: number | null };

const WAYS = ['export', 'import'] as const satisfies readonly Direction[];

/** BO-7: what is open at a gate, in the order in which it presses; what is not there is not said. */
export function handoverFacts(
  snapshot: Pick<
    GateSnapshot,
    'counts' | 'flow' | 'waiting' | 'paperSince' | 'openIncidents' | 'announcements'
  >,
): readonly HandoverFact[] {
  const { counts, flow, waiting, paperSince, openIncidents, announcements } = snapshot;
  return [
    ...WAYS.flatMap((direction): readonly HandoverFact[] => {
      const count = counts[direction].called;
      return count > 0 ? [{ kind: 'called', direction, count }] : [];
    }),
    ...WAYS.flatMap((direction): readonly HandoverFact[] => {
      const minutes = flow?.[direction].behindMinutes ?? 0;
      return minutes > 0 ? [{ kind: 'behind', direction, minutes }] : [];
    }),
    ...waiting.map((one): HandoverFact => ({ kind: 'waited-for', ...one })),
    ...(paperSince === null ? [] : [{ kind: 'paper', since: paperSince } as const]),
    ...(openIncidents > 0 ? [{ kind: 'incidents', count: openIncidents } as const] : []),
    ...announcements.map(({ text, until }): HandoverFact => ({ kind: 'announced', text, until })),
  ];
}
