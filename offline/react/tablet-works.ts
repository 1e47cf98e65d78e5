/**
 * Everything that works behind the lock: loaded when the first screen is painted, so that the tablet takes keys before
 * it has read the rules, the exchange and their schemas. All of it is on board with the shell.
 */
export { withPhotos } from '../photo/send-photos';
export { createExchange } from '../sync/exchange';
export { fetchTransport } from '../sync/fetch-transport';
export { createTablet } from '../tablet';
export { askSignIn } from '../unlock/ask-sign-in';
export { codeEnrolment } from '../unlock/enrol-by-code';
export { enrolTablet } from '../unlock/enrol-tablet';
export { keepAwake } from './keep-awake';
export { openSession } from './open-session';
