import * as z from 'zod';
import type { Transport } from '@/offline/sync/transport';

const numbered = z.array(z.object({ seq: z.number(), hash: z.string() }));

/** What one tablet recorded, what it sent, and how far it was told "yours is here": the truth the centre is held to. */
export type Ledger = {
  readonly device: () => string | null;
  /** Of each number the hash that was sent. A number sent with two hashes is a fault of the tablet. */
  readonly sent: ReadonlyMap<number, string>;
  readonly acknowledged: () => number;
  /** Numbers of which the tablet said "recorded". */
  readonly recorded: Set<number>;
  readonly underWay: () => number;
  /** Events in pushes under way. */
  readonly eventsUnderWay: () => number;
  readonly faults: readonly string[];
  /** Monotonic ms at which the last answered push with events had begun; null before the first. */
  readonly answeredPushBegunAt: () => number | null;
  readonly through: (line: Transport) => Transport;
};

/** `pulls`: whether the tablet may ask for news now; a proof of pushes does not measure pulls. */
export function keepLedger(pulls: () => boolean): Ledger {
  const sent = new Map<number, string>();
  const recorded = new Set<number>();
  const faults: string[] = [];
  let device: string | null = null;
  let acknowledged = 0;
  let underWay = 0;
  let eventsUnderWay = 0;
  let answeredPushBegunAt: number | null = null;
  return {
    device: () => device,
    sent,
    acknowledged: () => acknowledged,
    recorded,
    underWay: () => underWay,
    eventsUnderWay: () => eventsUnderWay,
    faults,
    answeredPushBegunAt: () => answeredPushBegunAt,
    through: (line) => ({
      push: async (request) => {
        device = request.device;
        for (const { seq, hash } of numbered.parse(request.events)) {
          if ((sent.get(seq) ?? hash) !== hash) faults.push(`${device} sent two events of number ${seq}`);
          sent.set(seq, hash);
        }
        const begun = performance.now();
        underWay += 1;
        eventsUnderWay += request.events.length;
        const reply = await line.push(request);
        underWay -= 1;
        eventsUnderWay -= request.events.length;
        if (reply.kind === 'failed') return reply;
        const { ackSeq, verdicts } = reply.value;
        for (const verdict of verdicts)
          if (verdict.kind !== 'applied' && verdict.kind !== 'duplicate')
            faults.push(`${device} number ${verdict.seq} was judged ${verdict.kind}`);
        if (ackSeq < acknowledged)
          faults.push(`${device}: acknowledged up to ${acknowledged}, later only to ${ackSeq}`);
        acknowledged = Math.max(acknowledged, ackSeq);
        if (request.events.length > 0) answeredPushBegunAt = begun;
        return reply;
      },
      pull: async (asked) =>
        pulls() ? line.pull(asked) : { kind: 'failed', failure: { kind: 'unreachable' } },
    }),
  };
}
