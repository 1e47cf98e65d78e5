import postgres from 'postgres';
import { CHANNEL } from './positions';

/** One connection that listens, reconnecting by itself; on each (re)connection it hints, for what it may have missed. */
export async function listenForHints(url: string, onHint: () => void): Promise<() => Promise<void>> {
  const client = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'border-gate stream' },
  });
  await client.listen(CHANNEL, onHint, onHint);
  return () => client.end({ timeout: 2 });
}
