import { v7 as uuidv7 } from 'uuid';
import type { Content } from '@/domain/neighbour/content';
import { type Channel, type Statement, validUntil } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { acceptStatements } from './accept-statements';
import type { Link } from './link';

export type HeardByPerson = {
  readonly gateId: GateId;
  readonly content: Content;
  readonly saidAt: number;
  readonly toldBy: string;
  readonly channel: Exclude<Channel, 'sheet' | 'link'>;
  readonly note: string | null;
  readonly by: string;
};

/** Longest that a word heard by a person may bind: a typing error must not hold for a year. */
const MOST_AHEAD_MS = 7 * 86_400_000;
/** A call is written down on the day on which it was made. */
const MOST_BACK_MS = 86_400_000;

/** One line of the hotline's log: who said what when, kept as any other word of the neighbour (NE-2). */
export async function recordStatement(
  link: Link,
  heard: HeardByPerson,
): Promise<Result<Statement, 'AP-INPUT'>> {
  const now = link.now();
  const { gateId, content, by, ...told } = heard;
  const until = validUntil(content);
  if (until !== null && (until <= now || until > now + MOST_AHEAD_MS)) return err('AP-INPUT');
  if (content.said.gate !== gateId || heard.saidAt < now - MOST_BACK_MS) return err('AP-INPUT');
  const statement: Statement = {
    ...content,
    ...told,
    id: uuidv7({ msecs: now }),
    gateId,
    source: link.other.source,
    level: 'person',
    epoch: null,
    sequence: null,
    validUntil: until,
    heardAt: now,
    recordedBy: by,
  };
  const accepted = await acceptStatements({ db: link.db, own: link.own.country }, [statement], now);
  return accepted.ok ? ok(statement) : err('AP-INPUT');
}
