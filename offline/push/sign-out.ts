import { endSubscription, heldSubscription } from './browser-push';
import { beginLeaving, browserPorts } from './leaving';
import { tellsOfPasses } from './pass-push';

/** Ends what this browser tells its person, and the session (TE-16). A driver's pass that is told here stays told. */
export async function signOutHere(): Promise<void> {
  const held = await heldSubscription().catch(() => null);
  await beginLeaving(browserPorts, { endpoint: held?.endpoint ?? null });
  if (!tellsOfPasses()) await endSubscription().catch(() => undefined);
}
