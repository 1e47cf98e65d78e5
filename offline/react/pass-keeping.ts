import { type KeptPass, keepAnswer, keepPass, lastPass } from '../store/phone';
import { askPassStatus, readStatus } from './ask-pass-status';
import type { PassLive } from './pass-page';

/** What the driver's page does beside showing the QR: a chunk of its own, so that the code is on the screen first. */
export { askPassStatus, keepAnswer, keepPass, lastPass };

/** What the centre last said of a pass, as this phone kept it. */
export function liveOf(answer: KeptPass['answer'], fresh: boolean): PassLive {
  const read = answer ? readStatus(answer.value) : null;
  return answer === null || read === null
    ? { kind: 'never-heard' }
    : { kind: 'known', answer: read, askedAt: answer.at, fresh };
}
