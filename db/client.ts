import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { GateId } from '@/domain/shared/identity';

export type Database = PostgresJsDatabase<Record<string, never>>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Reads over the whole province. Row-level security lets it read every gate and write none. */
export const EVERY_GATE = '*';

/** For whom a transaction speaks; row-level security knows nothing else. */
export type GateScope = {
  readonly gateId: GateId | typeof EVERY_GATE;
  /** Person or device, for the audit; null for jobs of the house. */
  readonly actor: string | null;
  /** Firm whose drafts and filings may be seen; no firm, none. */
  readonly firmId?: string;
};

export type OpenDatabase = {
  readonly db: Database;
  readonly close: () => Promise<void>;
};

export type ConnectionOptions = {
  /** Connections kept at most. */
  readonly max?: number;
};

/** Opens a pool. As `gate_app` every table of gate data is empty until `inGate` names a gate. */
export function openDatabase(url: string, options: ConnectionOptions = {}): OpenDatabase {
  const client = postgres(url, {
    max: options.max ?? 10,
    onnotice: () => undefined,
    connection: { application_name: 'border-gate' },
  });
  return { db: drizzle(client), close: () => client.end({ timeout: 5 }) };
}

/** Serialisation failure and deadlock: the transaction had no effect and may simply run again. */
const TRY_AGAIN = new Set(['40001', '40P01']);
const TRIES = 4;

/**
 * One transaction that speaks for one gate. `work` may run again after a deadlock, so it must do nothing but talk to
 * the database.
 */
export async function inGate<T>(
  db: Database,
  scope: GateScope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(async (tx) => {
        await tx.execute(
          sql`select set_config('app.gate', ${scope.gateId}, true),
            set_config('app.actor', ${scope.actor ?? ''}, true),
            set_config('app.firm', ${scope.firmId ?? ''}, true)`,
        );
        return await work(tx);
      });
    } catch (error) {
      if (attempt >= TRIES || !TRY_AGAIN.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/** SQLSTATE of a database error, also when the query builder wrapped it; null for any other error. */
export function sqlState(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return null;
}
