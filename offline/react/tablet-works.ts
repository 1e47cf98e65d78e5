import { withPhotos } from '../photo/send-photos';
import type { Store } from '../store/store';
import type { Clock } from '../sync/clock';
import { createExchange } from '../sync/exchange';
import { fetchTransport, type SignAsDevice } from '../sync/fetch-transport';
import { createTablet } from '../tablet';
import { askSignIn } from '../unlock/ask-sign-in';
import { codeEnrolment } from '../unlock/enrol-by-code';
import { type DoorPorts, enrolTablet } from '../unlock/enrol-tablet';
import { keepAwake } from './keep-awake';
import { openSession } from './open-session';
import { readMachine } from './read-machine';

/**
 * Everything that works behind the lock. A chunk of its own, on board with the shell and asked for when the first screen
 * is painted, so that the tablet takes keys before it has read the rules, the exchange and their schemas (decision 045).
 */
export function tabletWorks(ports: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sign: SignAsDevice;
  readonly door: DoorPorts;
}) {
  const { store, clock, sign, door } = ports;
  const transport = fetchTransport({ origin: '', sign });
  // Photographs too leave a locked tablet: they are sealed to the centre already.
  const lockedExchange = withPhotos(
    createExchange({
      store,
      transport,
      clock,
      vault: () => null,
      trusted: async () => [],
      machine: readMachine,
    }),
    { store, sendPart: transport.sendPart },
  );
  return {
    transport,
    lockedExchange,
    createTablet,
    keepAwake,
    openSession,
    askSignIn: askSignIn({ origin: '', fetch, sign }),
    enrol: (form: Parameters<typeof enrolTablet>[0]) => enrolTablet(form, door),
    enrolByCode: codeEnrolment(door),
  };
}
