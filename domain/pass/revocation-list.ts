import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toHex } from '../shared/hex';
import type { GateId, PassId } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import type { RevocationList } from './claims';

/**
 * A revoked pass stays listed this long after its far bound, seconds: where its vehicle is not known, a pass that is only
 * late is let in after a look (AD-10), and a revoked one must not pass for it.
 */
export const REVOKED_KEPT_S = 30 * 86_400;

/** What changed between two versions of one gate's list. */
export type RevocationDelta = {
  readonly gateId: GateId;
  /** The version it applies to, and no other. */
  readonly base: number;
  readonly version: number;
  /** Seconds. */
  readonly issuedAt: number;
  readonly added: readonly PassId[];
  readonly removed: readonly PassId[];
  /** Of the whole list once the delta is applied. */
  readonly count: number;
  readonly checksum: string;
};

/** `gap`: not the version the delta starts from, fetch the snapshot. `checksum`: the result is not what was signed. */
type DeltaFault = 'other-gate' | 'gap' | 'checksum';

/** SHA-256 hex over the sorted pass ids joined by newline: the same set gives the same text in any order. */
export function revocationChecksum(ids: readonly PassId[]): string {
  return toHex(sha256(utf8ToBytes([...ids].sort().join('\n'))));
}

/** A list in its one form: ids sorted and single, count and checksum true. Times in seconds. */
export function makeRevocationList(
  gateId: GateId,
  version: number,
  issuedAt: number,
  ids: Iterable<PassId>,
): RevocationList {
  const passIds = [...new Set(ids)].sort();
  return { gateId, version, issuedAt, count: passIds.length, checksum: revocationChecksum(passIds), passIds };
}

/** From `from` to the newer `to` of the same gate. */
export function revocationDelta(from: RevocationList, to: RevocationList): RevocationDelta {
  const before = new Set(from.passIds);
  const after = new Set(to.passIds);
  return {
    gateId: to.gateId,
    base: from.version,
    version: to.version,
    issuedAt: to.issuedAt,
    added: to.passIds.filter((id) => !before.has(id)),
    removed: from.passIds.filter((id) => !after.has(id)),
    count: to.count,
    checksum: to.checksum,
  };
}

/** The list the delta leads to, or the list stays as it was (PS-17). */
export function applyRevocationDelta(
  list: RevocationList,
  delta: RevocationDelta,
): Result<RevocationList, DeltaFault> {
  if (delta.gateId !== list.gateId) return err('other-gate');
  if (delta.base !== list.version || delta.version <= list.version) return err('gap');
  const removed = new Set(delta.removed);
  const kept = list.passIds.filter((id) => !removed.has(id));
  const next = makeRevocationList(list.gateId, delta.version, delta.issuedAt, [...kept, ...delta.added]);
  return next.count === delta.count && next.checksum === delta.checksum ? ok(next) : err('checksum');
}
