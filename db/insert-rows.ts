import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from './client';

export type OnConflict = 'fail' | 'keep' | 'replace';

/**
 * Any number of rows in one statement of constant text with one parameter: the query builder's own form writes a
 * parameter per value, which costs more than the insert itself from some fifty rows on.
 * `replace` overwrites every column of a row with the same primary key; `keep` leaves it as it is.
 */
export async function insertRows<T extends PgTable>(
  tx: Transaction,
  table: T,
  rows: readonly T['$inferInsert'][],
  onConflict: OnConflict = 'fail',
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.entries(getTableColumns(table));
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const shape = sql.join(
    columns.map(([, column]) => sql`${sql.identifier(column.name)} ${sql.raw(column.getSQLType())}`),
    sql`, `,
  );
  const json = JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(columns.map(([key, column]) => [column.name, Reflect.get(row, key) ?? null])),
    ),
  );
  await tx.execute(
    sql`insert into ${table} (${names}) select ${names} from json_to_recordset(${json}::json) as r(${shape}) ${conflictClause(table, onConflict)}`,
  );
}

function conflictClause(table: PgTable, onConflict: OnConflict): SQL {
  if (onConflict === 'fail') return sql``;
  if (onConflict === 'keep') return sql`on conflict do nothing`;
  const key = getTableConfig(table).primaryKeys[0]?.columns.map((column) => column.name) ?? [];
  const target = sql.join(
    key.map((name) => sql.identifier(name)),
    sql`, `,
  );
  const replaced = sql.join(
    Object.values(getTableColumns(table))
      .filter((column) => !key.includes(column.name))
      .map((column) => sql`${sql.identifier(column.name)} = excluded.${sql.identifier(column.name)}`),
    sql`, `,
  );
  return sql`on conflict (${target}) do update set ${replaced}`;
}
