export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The process answers; says nothing about the database. */
export const GET = (): Response =>
  Response.json({ status: 'live' }, { headers: { 'Cache-Control': 'no-store' } });
