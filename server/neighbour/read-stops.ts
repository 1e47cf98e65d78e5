import { and, desc, like } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { IS_STOP, neighbourOutbox } from '@/db/schema/neighbour';
import { openContinuity } from '@/domain/continuity/continuity';
import { gateById } from '@/domain/gate/gates';
import type { Content } from '@/domain/neighbour/content';
import type { Stops } from '@/domain/neighbour/say-closures';
import { contentOf } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import { gateContinuities } from '../continuity/gate-continuities';
import { readGateVersions } from '../gate/read-gates';
import { readOwnIncidents } from './own-incidents';

/** What stops a gate besides its plan, and what we said last of each closure and incident (NE-20). */
export async function readStops(
  tx: Transaction,
  gateId: GateId,
): Promise<{ readonly stops: Stops; readonly standing: readonly Content[] }> {
  const paper = openContinuity(await gateContinuities(tx, gateId));
  const closedSince = gateById(gateId)?.closed === true ? await readClosedSince(tx, gateId) : null;
  const told = await readOwnIncidents(tx, gateId);
  const incidents = [
    ...(paper === null
      ? []
      : [{ id: paper.id, code: 'network' as const, direction: null, since: paper.declaredAt }]),
    ...told.map(({ incidentId: id, code, direction, since }) => ({ id, code, direction, since })),
  ];
  return { stops: { closedSince, incidents }, standing: await readStanding(tx, gateId) };
}

/** When the version was made since which every table has it closed; one that was never open is closed for ever. */
async function readClosedSince(tx: Transaction, gateId: GateId): Promise<number> {
  const versions = (await readGateVersions(tx)).toReversed();
  const isClosed = (version: (typeof versions)[number]) =>
    version.content.find(({ code }) => code === gateId)?.closed === true;
  const open = versions.findIndex((version) => !isClosed(version));
  const since = open === -1 ? versions.at(-1) : versions[Math.max(0, open - 1)];
  return since?.madeAt ?? 0;
}

async function readStanding(tx: Transaction, gateId: GateId): Promise<readonly Content[]> {
  const rows = await tx
    .selectDistinctOn([neighbourOutbox.topic], { event: neighbourOutbox.event })
    .from(neighbourOutbox)
    .where(and(IS_STOP, like(neighbourOutbox.topic, `${gateId} %`)))
    .orderBy(neighbourOutbox.topic, desc(neighbourOutbox.epoch), desc(neighbourOutbox.sequence));
  return rows.map(({ event }) => contentOf(event));
}
