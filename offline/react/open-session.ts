import type { Recorded } from '../checkpoint/outcome';
import { yardHere, yardsHere } from '../checkpoint/yard-here';
import { compressPhoto } from '../photo/compress-photo';
import type { Sender } from '../sync/sender';
import type { Tablet } from '../tablet';
import type { OpenShift } from '../unlock/shift-doors';
import type { ShiftKeeper } from '../unlock/shift-keeper';
import { afterPaint } from './after-paint';
import type { OpenSession } from './gate-session';
import { readStorage } from './storage-state';

const RECENT = 50;

type TabletPorts = {
  readonly tablet: Tablet;
  readonly sender: Pick<Sender, 'turn' | 'retry' | 'connection' | 'exchanging'>;
  /** Somebody works: the shift is not idle. */
  readonly touch: () => void;
  readonly revision: number;
};

/** After every fact the centre is told at once, without anybody waiting for it: the verdict is painted first. */
const sendingWith =
  (sender: Pick<Sender, 'turn'>) =>
  async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    afterPaint(() => void sender.turn());
    return result;
  };

/** One look at an unlocked tablet, with everything that can be done to it and to its shift. */
export async function openSession(
  ports: Omit<TabletPorts, 'touch'> & { readonly keeper: ShiftKeeper; readonly mayHavePasskey: boolean },
): Promise<OpenSession> {
  const { keeper, mayHavePasskey, ...rest } = ports;
  const thenSend = sendingWith(rest.sender);
  return {
    ...(await tabletSession({ ...rest, touch: keeper.touch })),
    lock: () => void thenSend(keeper.lock('locked')),
    shift: openShift(keeper, mayHavePasskey, thenSend),
  };
}

/** What can be done on the tablet itself, in earnest and in practice. */
export async function tabletSession(ports: TabletPorts): Promise<Omit<OpenSession, 'lock' | 'shift'>> {
  const { tablet, sender } = ports;
  const { gateId, checkpoint, agency, deviceName } = tablet.enrolment;
  const [standing, recent, incidents, notices, storage, photosWaiting] = await Promise.all([
    tablet.standing(),
    tablet.recent(RECENT),
    tablet.incidents(),
    tablet.notices(),
    readStorage(tablet.memoryOnly()),
    tablet.photosWaiting(),
  ]);
  const lane = tablet.lane();
  // The yards inside belong to a post inside; everybody else's are those where one stages.
  const stage = lane.post === 'yard' ? 'yard' : 'staging';

  const thenSend = sendingWith(sender);
  const deed = (work: Promise<Recorded>) => thenSend(work);

  return {
    kind: 'open',
    officer: tablet.officer(),
    device: tablet.enrolment.device,
    enrolment: { gateId, checkpoint, agency, deviceName },
    direction: lane.direction,
    setDirection: (direction) => void tablet.setLane({ ...tablet.lane(), direction }),
    post: lane.post,
    // Another post is another lane: burst mode is opted into anew.
    setPost: (post) => void tablet.setLane({ ...tablet.lane(), post, burst: false }),
    yard: yardHere({ enrolment: tablet.enrolment, lane }, stage),
    yards: yardsHere({ enrolment: tablet.enrolment, lane }, stage),
    setYard: (yard) => void tablet.setLane({ ...tablet.lane(), yard }),
    burst: lane.burst === true,
    setBurst: (burst) => void tablet.setLane({ ...tablet.lane(), burst }),
    scan: (text, source) => {
      ports.touch();
      return thenSend(tablet.scan(text, source));
    },
    confirmSteps: (subject, steps, note) => thenSend(tablet.confirmSteps(subject, steps, note)),
    undo: (event, note) => deed(tablet.undo(event, note)),
    placeHold: (subject, reason, note) => deed(tablet.placeHold(subject, reason, note)),
    liftHold: (subject, note) => deed(tablet.liftHold(subject, note)),
    answerEligibility: (subject, eligible, note) => deed(tablet.answerEligibility(subject, eligible, note)),
    overrideRelease: (subject, order) => thenSend(tablet.overrideRelease(subject, order)),
    act: (subject, act) => deed(tablet.act(subject, act)),
    askHelp: (subject, screen, words) => deed(tablet.askHelp(subject, screen, words)),
    takePhoto: async (subject, source, of) => {
      if (storage.quotaTrouble) return { kind: 'no-room' };
      const picture = await compressPhoto(source);
      if (picture === null) return null;
      const bytes = new Uint8Array(await picture.arrayBuffer());
      return thenSend(tablet.takePhoto(subject, bytes, of));
    },
    photosWaiting,
    lookUp: tablet.lookUp,
    vehicle: tablet.vehicle,
    queue: tablet.queue,
    recent,
    incidents,
    notices,
    answersRead: (to) => void tablet.answersRead(to),
    sync: {
      ...standing,
      connection: sender.connection(),
      exchanging: sender.exchanging(),
      catchingUp: tablet.catchingUp(),
      memoryOnlyCount: tablet.memoryOnly(),
    },
    storage,
    exchangeNow: sender.retry,
    revision: ports.revision,
  };
}

function openShift(
  keeper: ShiftKeeper,
  mayHavePasskey: boolean,
  thenSend: <T>(work: Promise<T>) => Promise<T>,
): OpenShift {
  const current = keeper.current();
  const officer = current?.officer ?? null;
  return {
    endsAt: keeper.endsAt(),
    silent: current?.silent ?? null,
    others: keeper.officers().filter(({ key }) => key !== officer?.key),
    hasPin: officer?.pin != null,
    hasPasskey: officer?.hasPasskey ?? false,
    mayHavePasskey,
    handOver: (key, pin) => thenSend(keeper.handOver(key, pin)),
    signIn: (form) => thenSend(keeper.signIn(form)),
    setPin: keeper.setPin,
    addPasskey: keeper.addPasskey,
    signOut: () => thenSend(keeper.signOut()),
  };
}
