import { currentMessages } from '../connectors/messages/current-messages';
import { log } from '../log';
import { type Tell, tellBy } from './tell';

let made: Tell | null = null;

/** Codes and invitations of this node; null where no provider is set up. */
export function currentTell(): Tell | null {
  const port = currentMessages();
  if (port === null) return null;
  made ??= tellBy(port, {
    onFault: (fault, tries) => log().warn({ fault, tries }, 'message not sent'),
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  return made;
}
