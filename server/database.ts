import { type Database, openDatabase } from '@/db/client';
import { env } from './env';

/** On the global object: the server's bundles each have their own copy of this module, and shall share one pool. */
const held = globalThis as typeof globalThis & { gateDatabase?: Database };

/** Gate data, through `inGate`. */
export function gateDatabase(): Database {
  held.gateDatabase ??= openDatabase(limitedUrl(), { max: 10 }).db;
  return held.gateDatabase;
}

/** For the sign-in library's own pool. */
export function limitedUrl(): string {
  const url = env().APP_DATABASE_URL;
  if (url === undefined)
    throw new Error('APP_DATABASE_URL is not set: the server speaks to the database only as gate_app');
  return url;
}
