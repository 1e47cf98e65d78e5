import type { PassId } from '../shared/identity';
import type { GateEvent } from '../sync/event';
import type { PassState } from './state';

/**
 * Every pass of the crossing, highest revision first (FO-6). Only the highest may be live; a revocation is final for
 * its pass and does not bring an older one back. `events` in fold order: of equal revisions the later issued is higher.
 */
export function readPasses(events: readonly GateEvent[]): readonly PassState[] {
  const issued = new Map<PassId, number>();
  const revoked = new Set<PassId>();
  for (const event of events) {
    if (event.passId === null) continue;
    if (event.type === 'pass.revoked') revoked.add(event.passId);
    if (event.type === 'pass.issued') {
      const revision = Math.max(issued.get(event.passId) ?? 0, event.body.revision);
      issued.delete(event.passId);
      issued.set(event.passId, revision);
    }
  }
  const known = [...issued].map(([passId, revision]) => ({ passId, revision })).reverse();
  const ranked = known.sort((a, b) => b.revision - a.revision);
  // A revocation may arrive before the pass it revokes: the pass is then known only by its id.
  const strangers = [...revoked].filter((passId) => !issued.has(passId)).sort();
  return [
    ...ranked.map(({ passId, revision }, rank): PassState => {
      const status = revoked.has(passId) ? 'revoked' : rank === 0 ? 'live' : 'superseded';
      return { passId, revision, status };
    }),
    ...strangers.map((passId): PassState => ({ passId, revision: 0, status: 'revoked' })),
  ];
}
