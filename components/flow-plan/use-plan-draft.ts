'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { comparePlans } from '@/domain/flow/compare-plans';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { readPlanDraft } from '@/domain/flow/plan-draft';
import type { GateId } from '@/domain/shared/identity';

/** Typing on in one field within this time is one change to take back. */
const ONE_CHANGE_MS = 1200;

type Past = {
  readonly contents: readonly PlanContent[];
  readonly at: number;
  readonly field: string | null;
  readonly changedAt: number;
};
export type ChangePlan = (edit: (content: PlanContent) => PlanContent, field?: string) => void;

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
  const [past, setPast] = useState<Past>(() => ({
    contents: [(mayWrite ? readKept(gateId, version) : null) ?? holds],
    at: 0,
    field: null,
    changedAt: 0,
  }));
  const [leftOver, setLeftOver] = useState(() => (mayWrite ? readLeftOver(gateId, version) : null));
  const content = past.contents[past.at] ?? holds;
  const changes = useMemo(() => comparePlans(holds, content), [holds, content]);

  const change: ChangePlan = useCallback((edit, field) => {
    const now = Date.now();
    setPast((before) => {
      const current = before.contents[before.at];
      const next = current === undefined ? current : edit(current);
      if (next === undefined || next === current) return before;
      const goesOn =
        field !== undefined &&
        field === before.field &&
        now - before.changedAt < ONE_CHANGE_MS &&
        before.at > 0 &&
        before.at === before.contents.length - 1;
      const kept = before.contents.slice(0, goesOn ? before.at : before.at + 1);
      return { contents: [...kept, next], at: kept.length, field: field ?? null, changedAt: now };
    });
  }, []);
  const go = useCallback((by: 1 | -1) => {
    setPast((before) => ({
      ...before,
      at: Math.min(before.contents.length - 1, Math.max(0, before.at + by)),
      field: null,
    }));
  }, []);

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
    undo: past.at > 0 ? () => go(-1) : null,
    redo: past.at < past.contents.length - 1 ? () => go(1) : null,
    discard: () => change(() => holds),
    /** From which version something is left over, and what becomes of it. */
    leftOver:
      leftOver === null
        ? null
        : { version: leftOver.version, take: () => settle(true), drop: () => settle(false) },
  };
}
