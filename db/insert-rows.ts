import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from './client';
import { listOf } from './one-of';

export type OnConflict = 'fail' | 'keep' | 'replace';

/**
 * Any number of rows in one statement of constant text: the query builder's own form writes a parameter per value,
 * which costs more than the insert itself from some fifty rows on. A list per column, and a line per document (jsonb):
 * Postgres reads them faster than JSON of whole rows (decisions 025, 047).
 * `replace` overwrites every column of a row with the same primary key; `keep` leaves it as it is.
 */
export async function insertRows<T extends PgTable>(
  tx: Transaction,
  table: T,
  rows: readonly T['$inferInsert'][],
  onConflict: OnConflict = 'fail',
): Promise<void> {
  if (rows.length === 0) return;
  const form = formOf(table);
  const lists = form.columns.map(({ key, type }) => {
    const values = rows.map((row): unknown => Reflect.get(row, key) ?? null);
    if (type !== 'jsonb') return sql`${listOf(values)}::${sql.raw(listType(type))}`;
    return sql`string_to_array(${values.map((value) => JSON.stringify(value)).join('\n')}, E'\n', 'null')`;
  });
  await tx.execute(
    sql`insert into ${table} (${form.names}) select ${form.selected}
      from unnest(${sql.join(lists, sql`, `)}) as r(${form.names})
      ${conflictClause(table, onConflict)}`,
  );
}

type Column = { readonly key: string; readonly name: string; readonly type: string };
type Form = {
  readonly columns: readonly Column[];
  /** All names, and what is selected for them. */
  readonly names: SQL;
  readonly selected: SQL;
};

/** A list in a list would be one long list: it travels as text. */
const isList = (type: string): boolean => type.endsWith('[]');
const listType = (type: string): string => (isList(type) ? 'text[]' : `${type}[]`);

const forms = new WeakMap<PgTable, Form>();

function formOf(table: PgTable): Form {
  const known = forms.get(table);
  if (known !== undefined) return known;
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: column.name,
    type: column.getSQLType(),
  }));
  const list = (parts: readonly string[]) => sql.raw(parts.join(', '));
  const form: Form = {
    columns,
    names: list(columns.map(({ name }) => `"${name}"`)),
    selected: list(
      columns.map(({ name, type }) =>
        type === 'jsonb' || isList(type) ? `"${name}"::${type}` : `"${name}"`,
      ),
    ),
  };
  forms.set(table, form);
  return form;
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
