import { v7 as uuidv7 } from 'uuid';
import { type Database, inGate, openDatabase } from '@/db/client';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { ManifestRow } from '@/domain/declaration/read-manifest';
import {
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  gateIdSchema,
  passIdSchema,
  stepIdSchema,
} from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import { chainEvent, emptyTail } from '@/domain/sync/chain';
import type { EventDraft, GateEvent } from '@/domain/sync/event';
import { submissionOf } from '@/e2e/fixtures/ask-api';
import { ask } from '@/e2e/fixtures/centre-log';
import { storeRows } from '@/server/declaration/store-rows';
import { openKeyRing } from '@/server/keys/key-ring';
import { appendEvents } from '@/server/log/append-events';

/**
 * A centre with many live passes at Hữu Nghị, each declared and issued by the product's own use cases, and each with
 * the ticks of a vehicle that waits to be called in: five events to a crossing.
 */
const GATE = gateIdSchema.parse('HN');
const TICKS: readonly { readonly step: string; readonly agency: Agency }[] = [
  { step: 'staging-arrival', agency: 'yard' },
  { step: 'medical-check', agency: 'medical-quarantine' },
  { step: 'called', agency: 'gate-centre' },
];
const BATCH = 250;

export async function seedBigGate(order: {
  readonly ownerUrl: string;
  readonly dataDir: string;
  readonly passes: number;
  readonly say: (line: string) => void;
}): Promise<void> {
  const { ownerUrl, dataDir, passes, say } = order;
  const { db, close } = openDatabase(ownerUrl, { max: 2 });
  try {
    const there = await livePasses(ownerUrl);
    const wanted = Math.max(0, passes - there);
    const ring = await openKeyRing(dataDir);
    const rows = Array.from({ length: wanted }, (_, at) => rowOf(there + at));
    const stored = await storeRows(rows, [], {
      db,
      ring,
      now: () => Date.now(),
      onProgress: (done) => done % 2000 === 0 && say(`${done} of ${wanted} passes issued`),
    });
    // A plate that the demonstration's day has as well is under way already.
    say(`${stored.declared} of ${wanted} declared`);
    await tickAll(db, ownerUrl, say);
  } finally {
    await close();
  }
}

const livePasses = async (ownerUrl: string): Promise<number> => {
  const [row] = await ask(
    ownerUrl,
    (sql) => sql<{ count: number }[]>`
      select count(*)::int from pass where gate_id = ${GATE} and status = 'live' and token <> ''`,
  );
  return row?.count ?? 0;
};

/** Numbers of six digits make a plate and a trailer that nobody else in the day has. */
function rowOf(at: number): ManifestRow {
  const digits = String(at % 100_000).padStart(5, '0');
  const province = 60 + Math.floor(at / 100_000);
  const submission = submissionOf({
    plate: `${province}C-${digits.slice(0, 3)}.${digits.slice(3)}`,
    trailer: `${province}R-${digits.slice(0, 3)}.${digits.slice(3)}`,
    customsDeclaration: String(307_000_000_000 + at),
  });
  const checked = checkSubmission(submission);
  if (checked.accepted === null) throw new Error(`not accepted: ${JSON.stringify(checked.faults)}`);
  return { row: at + 1, submission, ...checked };
}

async function tickAll(db: Database, ownerUrl: string, say: (line: string) => void): Promise<void> {
  const waiting = await ask(
    ownerUrl,
    (sql) => sql<{ crossing_id: string; pass_id: string }[]>`
      select crossing_id, pass_id from pass where gate_id = ${GATE} and status = 'live' and token <> ''
        and not exists (select 1 from event where event.gate_id = pass.gate_id
          and event.crossing_id = pass.crossing_id and event.type = 'step.confirmed')
      order by pass_id`,
  );
  const now = Date.now();
  let tail = emptyTail(deviceIdSchema.parse(uuidv7()));
  for (let at = 0; at < waiting.length; at += BATCH) {
    const events: GateEvent[] = [];
    for (const { crossing_id, pass_id } of waiting.slice(at, at + BATCH))
      for (const { step, agency } of TICKS) {
        const draft = {
          gateId: GATE,
          actor: `officer-${agency}`,
          agency,
          shift: null,
          crossingId: crossingIdSchema.parse(crossing_id),
          passId: passIdSchema.parse(pass_id),
          step: stepIdSchema.parse(step),
          direction: 'export',
          verdict: null,
          codes: [],
          lists: null,
          sealed: null,
          type: 'step.confirmed',
          body: { note: null },
        } as const satisfies EventDraft;
        const id = eventIdSchema.parse(uuidv7());
        const stamp = { id, wall: now, mono: events.length, boot: 'seed', offset: 0 };
        const link = chainEvent(tail, draft, stamp);
        tail = link.tail;
        events.push(link.event);
      }
    await inGate(db, { gateId: GATE, actor: null }, (tx) =>
      appendEvents(tx, { gateId: GATE, events, recordedAt: Date.now() }),
    );
    if (at % (BATCH * 8) === 0) say(`${at} of ${waiting.length} crossings ticked`);
  }
}
