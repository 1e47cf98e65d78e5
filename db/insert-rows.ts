import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from './client';

export type OnConflict = 'fail' | 'keep' | 'replace';

/**
 * Any number of rows in one statement of constant text: the query builder's own form writes a parameter per value,
 * which costs more than the insert itself from some fifty rows on. Documents (jsonb) go beside the rows, a line each,
 * so that Postgres reads them once and not first as a part of all the rows' JSON (decision 025).
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
  const json = JSON.stringify(
    rows.map((row) => {
      const values: Record<string, unknown> = {};
      for (const { key, name } of form.plain) values[name] = Reflect.get(row, key) ?? null;
      return values;
    }),
  );
  const lines = form.documents.map(({ key }) => {
    const text = rows.map((row) => JSON.stringify(Reflect.get(row, key) ?? null)).join('\n');
    return sql`, unnest(string_to_array(${text}, E'\n', 'null'))`;
  });
  await tx.execute(
    sql`insert into ${table} (${form.names}) select ${form.selected}
      from rows from (json_to_recordset(${json}::json) as (${form.shape})${sql.join(lines)}) as r(${form.names})
      ${conflictClause(table, onConflict)}`,
  );
}

type Column = { readonly key: string; readonly name: string };
type Form = {
  readonly plain: readonly Column[];
  readonly documents: readonly Column[];
  /** All names, plain ones first; what is selected for them; the plain ones with their types. */
  readonly names: SQL;
  readonly selected: SQL;
  readonly shape: SQL;
};

const forms = new WeakMap<PgTable, Form>();

function formOf(table: PgTable): Form {
  const known = forms.get(table);
  if (known !== undefined) return known;
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: column.name,
    type: column.getSQLType(),
  }));
  const plain = columns.filter(({ type }) => type !== 'jsonb');
  const documents = columns.filter(({ type }) => type === 'jsonb');
  const list = (parts: readonly string[]) => sql.raw(parts.join(', '));
  const form: Form = {
    plain,
    documents,
    names: list([...plain, ...documents].map(({ name }) => `"${name}"`)),
    selected: list([
      ...plain.map(({ name }) => `"${name}"`),
      ...documents.map(({ name }) => `"${name}"::jsonb`),
    ]),
    shape: list(plain.map(({ name, type }) => `"${name}" ${type}`)),
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
