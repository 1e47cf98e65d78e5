import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** `column in (…)` with one parameter however many values there are; the query builder's own writes a parameter each. */
export const oneOf = (column: PgColumn, values: readonly string[]): SQL =>
  sql`${column} = any (${listOf(values)}::${sql.raw(column.getSQLType())}[])`;

/** Postgres' way to write a list as text. */
const listOf = (values: readonly string[]): string => `{${values.map(quoted).join(',')}}`;

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
