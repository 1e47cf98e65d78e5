import { and, desc, eq, gte, type SQL } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { neighbourBulletin, neighbourStatement } from '@/db/schema/neighbour';
import { decide } from '@/domain/flow/decide';
import { LEVELS, type Level } from '@/domain/flow/neighbour';
import { STATEMENT_KINDS } from '@/domain/neighbour/content';
import { keyIdOf } from '@/domain/neighbour/fingerprint';
import { lastWords } from '@/domain/neighbour/heard';
import { flowOf, type Statement } from '@/domain/neighbour/statement';
import { fromBase64url } from '@/domain/shared/base64url';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import type { Context } from '../api/context';
import { namesOf } from '../auth/names-of';
import { readSituation } from '../flow/read-situation';
import { readOwnWords } from './bulletin/make-bulletin';
import { readEntered } from './entered-words';
import type { Link } from './link';
import { readOwnIncidents } from './own-incidents';
import { statementOfRow } from './statement-rows';

const HOUR_MS = 3_600_000;
/** A link says some kinds every few minutes: of each the newest are looked at. */
const MOST_OF_A_KIND = 100;
/** Closures of a week ahead, each said again every three hours. */
const MOST_STOPS = 600;
/** What people heard, and what sheets carried. */
const MOST_BY_HAND = 300;
const LOOK_BACK_MS = 7 * 24 * HOUR_MS;
const MOST_LOGGED = 60;
const MOST_SHEETS = 20;

/** Both sides of a gate as its control room sees them: theirs with source and age, ours beside it, nothing averaged. */
export async function readNeighbour(link: Link, accounts: Context['accounts'], gateId: GateId) {
  const now = link.now();
  const seen = await inGate(link.db, { gateId, actor: null }, async (tx) => {
    const [situation, statements, entered, sheets, incidents, ours] = await Promise.all([
      readSituation(tx, gateId, now),
      readStatements(tx, gateId, now),
      readEntered(tx, gateId, link),
      readSheets(tx, gateId),
      readOwnIncidents(tx, gateId),
      readOwnWords(tx, gateId, now),
    ]);
    return { situation, statements: [...statements, ...entered], sheets, incidents, ours };
  });
  const { statements } = seen;
  const spoken = statements.filter(({ level }) => level === 'person');
  const names = await namesOf(accounts, [
    ...spoken.flatMap(({ recordedBy }) => recordedBy ?? []),
    ...seen.sheets.flatMap(({ by }) => by ?? []),
    ...seen.incidents.map(({ by }) => by),
  ]);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const last = lastWords(statements);
  const current = new Set(last.map(({ id }) => id));
  return {
    gateId,
    at: now,
    own: { country: link.own.country, zone: link.own.zone },
    /** When each level was last heard, ms. */
    heard: heardBy(statements),
    theirs: last.filter(({ kind }) => kind !== 'agreement'),
    /** What we last put of every matter, for whatever way it goes; null: nothing for a day. */
    ours: seen.ours,
    /** Ours that they are told of and that are not over. */
    incidents: seen.incidents.map(({ incidentId, code, direction, since, by }) => ({
      incidentId,
      code,
      flow: direction === null ? null : flowOf(direction, link.own.country),
      since,
      by: nameOf(by),
    })),
    acceptance: DIRECTIONS.map((direction) => {
      const situation = seen.situation.directions[direction];
      return {
        direction,
        flow: flowOf(direction, link.own.country),
        reckoned: decide(situation).acceptance,
        /** What our own exit scans show by themselves. */
        measured: decide({ ...situation, told: [] }).acceptance,
      };
    }),
    log: spoken
      .map((statement) => ({
        statement,
        /** No later word about the same matter has come. */
        isCurrent: current.has(statement.id),
        recordedBy: nameOf(statement.recordedBy),
      }))
      .sort((a, b) => b.statement.saidAt - a.statement.saidAt)
      .slice(0, MOST_LOGGED),
    sheets: seen.sheets.map(({ bulletin: sheet, way, at, by }) => ({
      number: sheet.number,
      isOurs: way === 'made',
      way,
      at,
      by: nameOf(by),
      saidAt: Date.parse(sheet.saidAt),
      validUntil: Date.parse(sheet.validUntil),
      keyId: keyIdOf(fromBase64url(sheet.publicKey) ?? new Uint8Array()),
    })),
  };
}

function heardBy(statements: readonly Statement[]): Readonly<Record<Level, number | null>> {
  const of = (level: Level) => {
    const times = statements.filter((each) => each.level === level).map(({ heardAt }) => heardAt);
    return times.length === 0 ? null : Math.max(...times);
  };
  return { person: of(LEVELS[0]), sheet: of(LEVELS[1]), machine: of(LEVELS[2]) };
}

/** Each level by itself, and each kind of a machine's: what is said every few minutes pushes nothing else out. */
async function readStatements(tx: Transaction, gateId: GateId, now: number): Promise<readonly Statement[]> {
  const newest = (most: number, ...which: readonly SQL[]) =>
    tx
      .select()
      .from(neighbourStatement)
      .where(
        and(
          eq(neighbourStatement.gateId, gateId),
          gte(neighbourStatement.saidAt, now - LOOK_BACK_MS),
          ...which,
        ),
      )
      .orderBy(desc(neighbourStatement.saidAt))
      .limit(most);
  const said = (level: Level) => eq(neighbourStatement.level, level);
  const rows = await Promise.all([
    newest(MOST_BY_HAND, said('person')),
    newest(MOST_BY_HAND, said('sheet')),
    ...STATEMENT_KINDS.map((kind) =>
      newest(
        kind === 'closure' || kind === 'incident' ? MOST_STOPS : MOST_OF_A_KIND,
        said('machine'),
        eq(neighbourStatement.kind, kind),
      ),
    ),
  ]);
  return rows.flat().map(statementOfRow);
}

const readSheets = (tx: Transaction, gateId: GateId) =>
  tx
    .select()
    .from(neighbourBulletin)
    .where(eq(neighbourBulletin.gateId, gateId))
    .orderBy(desc(neighbourBulletin.at))
    .limit(MOST_SHEETS);
