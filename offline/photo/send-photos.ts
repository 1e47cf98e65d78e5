import { toBase64url } from '@/domain/shared/base64url';
import type { EventId } from '@/domain/shared/identity';
import { PHOTO_PART_BYTES, type PhotoRequest, type PhotoResponse, photoParts } from '@/domain/sync/photo';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { noteIfRoom } from '../store/note-if-room';
import type { StoredEnrolment } from '../store/rows';
import type { Store } from '../store/store';
import type { Exchange } from '../sync/exchange';
import type { Reply } from '../sync/transport';

export type SendPart = (request: PhotoRequest) => Promise<Reply<PhotoResponse>>;

/**
 * An exchange that sends photographs when everything else is done: part by part from where the centre stands, and no
 * further as soon as an event waits. A photograph leaves this tablet only when the centre has it whole (OF-72); one that
 * the centre cannot take, or has no event for, holds up no other.
 */
export function withPhotos(
  exchange: Exchange,
  { store, sendPart }: { readonly store: Store; readonly sendPart: SendPart },
): Exchange {
  return async () => {
    const report = await exchange();
    // A withdrawn tablet sends them as well, and is wiped only when it has (OF-49).
    const isOut = report.kind === 'failed' && report.failure.kind === 'device-revoked';
    if (report.kind !== 'done' && !isOut) return report;
    const enrolment = await store.read('enrolment');
    if (enrolment === null) return report;
    const given: string[] = [];
    for (;;) {
      const outcome = await sendNext(enrolment, given);
      if (outcome !== 'more') return report;
    }
  };

  /**
   * "Later" is what the centre says of a picture whose event is not in its log. One that it has put aside, or whose
   * number another event has, will never be there: it is offered again, but neither a wipe nor a new enrolment waits for it.
   */
  async function hasNoHome(event: EventId): Promise<boolean> {
    const verdict = (await store.ownEvent(event))?.verdict?.kind;
    if (verdict !== 'quarantined' && verdict !== 'fork') return false;
    const aside = (await store.read('photosAside')) ?? [];
    if (!aside.includes(event)) await noteIfRoom(store, { photosAside: [...aside, event] });
    return true;
  }

  async function sendNext(enrolment: StoredEnrolment, given: string[]): Promise<'more' | 'stop'> {
    const row = await store.nextPhoto(given);
    if (row === null) return 'stop';
    const { device, gateId } = enrolment;
    const { event, key, sealed } = row;
    let part = row.parts;
    while (part < photoParts(sealed.length)) {
      if ((await store.outbox(1)).events.length > 0) return 'stop';
      const data = toBase64url(sealed.subarray(part * PHOTO_PART_BYTES, (part + 1) * PHOTO_PART_BYTES));
      const reply = await sendPart({ protocol: PROTOCOL_VERSION, device, gateId, event, part, key, data });
      if (reply.kind === 'failed') {
        given.push(event);
        const isItsOwn =
          reply.failure.kind === 'refused' || (reply.failure.kind === 'busy' && (await hasNoHome(event)));
        return isItsOwn ? 'more' : 'stop';
      }
      if (reply.value.whole) {
        await store.dropPhoto(event);
        return 'more';
      }
      // A centre set back to an earlier day wants earlier parts again; one that never moves on is asked another time.
      const next = reply.value.have;
      if (next === part) break;
      part = next;
      await store.photoSentTo(event, part);
    }
    // All parts went out and it is not whole: the next turn begins at the first one.
    await store.photoSentTo(event, 0);
    given.push(event);
    return 'more';
  }
}
