'use client';
import type { GateId } from '@/domain/shared/identity';
import { ApprovalCodes } from './approval-codes';
import { EligibleList } from './eligible-list';
import { OverrideList } from './override-list';

/** Everything about letting vehicles leave the supervised area (rule 4). */
export function ReleaseDesk({ gateId }: { readonly gateId: GateId }) {
  return (
    <div className="flex flex-col gap-12">
      <OverrideList gateId={gateId} />
      <EligibleList gateId={gateId} />
      <ApprovalCodes gateId={gateId} />
    </div>
  );
}
