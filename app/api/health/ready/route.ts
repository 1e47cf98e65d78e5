import { gateDatabase } from '@/server/database';
import { readiness } from '@/server/health';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** 503 until the database answers and its migrations are in. */
export async function GET(): Promise<Response> {
  const state = await readiness(gateDatabase());
  const body = state.kind === 'ready' ? { status: 'ready' } : { status: 'not-ready', reason: state.reason };
  return Response.json(body, {
    status: state.kind === 'ready' ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  });
}
