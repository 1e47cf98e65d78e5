'use client';
import { useEffect, useMemo, useState } from 'react';
import { comparePlans } from '@/domain/flow/compare-plans';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { readPlanDraft } from '@/domain/flow/plan-draft';
import type { GateId } from '@/domain/shared/identity';
import { type Change, usePast } from '../versions/use-past';

export type ChangePlan = Change<PlanContent>;

const keyOf = (gateId: GateId, version: number | 'carried') => `flow-plan ${gateId} ${version}`;

/** Taken over into the next version that opens: what stood here when somebody else's came in between. */
export const carryOver = (gateId: GateId, content: PlanContent): void =>
  localStorage.setItem(keyOf(gateId, 'carried'), JSON.stringify(content));

function readKept(gateId: GateId, version: number): PlanContent | null {
  const carried = readPlanDraft(localStorage.getItem(keyOf(gateId, 'carried')));
  localStorage.removeItem(keyOf(gateId, 'carried'));
  return carried ?? readPlanDraft(localStorage.getItem(keyOf(gateId, version)));
}

/** What was begun from another version and never saved: somebody else was quicker, or it was put off. */
function readLeftOver(gateId: GateId, version: number) {
  const prefix = keyOf(gateId, 'carried').replace('carried', '');
  for (const key of Object.keys(localStorage)) {
    const from = key.startsWith(prefix) ? Number(key.slice(prefix.length)) : Number.NaN;
    if (Number.isNaN(from) || from === version) continue;
    const content = readPlanDraft(localStorage.getItem(key));
    if (content !== null) return { version: from, content, key };
    localStorage.removeItem(key);
  }
  return null;
}

/**
 * A plan being written: every change can be taken back, and what is not saved yet survives a reload of this browser. It
 * belongs to the version it was begun from.
 */
export function usePlanDraft(gateId: GateId, version: number, holds: PlanContent, mayWrite: boolean) {
  const { content, change, undo, redo } = usePast<PlanContent>(
    () => (mayWrite ? readKept(gateId, version) : null) ?? holds,
  );
  const [leftOver, setLeftOver] = useState(() => (mayWrite ? readLeftOver(gateId, version) : null));
  const changes = useMemo(() => comparePlans(holds, content), [holds, content]);

  const settle = (take: boolean) => {
    if (leftOver === null) return;
    localStorage.removeItem(leftOver.key);
    setLeftOver(null);
    if (take) change(() => leftOver.content);
  };

  useEffect(() => {
    if (!mayWrite) return;
    if (changes.length === 0) localStorage.removeItem(keyOf(gateId, version));
    else localStorage.setItem(keyOf(gateId, version), JSON.stringify(content));
  }, [changes, content, gateId, mayWrite, version]);

  return {
    content,
    changes,
    change,
    undo,
    redo,
    discard: () => change(() => holds),
    /** From which version something is left over, and what becomes of it. */
    leftOver:
      leftOver === null
        ? null
        : { version: leftOver.version, take: () => settle(true), drop: () => settle(false) },
  };
}
