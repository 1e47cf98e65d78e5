import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** `column in (…)` with one parameter however many values there are; the query builder's own writes a parameter each. */
export const oneOf = (column: PgColumn, values: readonly string[]): SQL =>
  sql`${column} = any (${listOf(values)}::${sql.raw(column.getSQLType())}[])`;

/** Postgres' way to write a list as text; a list within it becomes text of the same kind. */
export const listOf = (values: readonly unknown[]): string => `{${values.map(written).join(',')}}`;

function written(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value)
    ? listOf(value)
    : value instanceof Date
      ? value.toISOString()
      : String(value);
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
