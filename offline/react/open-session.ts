import type { Recorded } from '../checkpoint/outcome';
import type { Sender } from '../sync/sender';
import type { Tablet } from '../tablet';
import type { OpenShift } from '../unlock/shift-doors';
import type { ShiftKeeper } from '../unlock/shift-keeper';
import { afterPaint } from './after-paint';
import type { OpenSession } from './gate-session';
import { readStorage } from './storage-state';

const RECENT = 50;

/** One look at an unlocked tablet, with everything that can be done to it. */
export async function openSession(ports: {
  readonly tablet: Tablet;
  readonly keeper: ShiftKeeper;
  readonly mayHavePasskey: boolean;
  readonly sender: Sender;
  readonly revision: number;
}): Promise<OpenSession> {
  const { tablet, keeper, sender } = ports;
  const { gateId, checkpoint, agency, deviceName } = tablet.enrolment;
  const [standing, recent, incidents, storage] = await Promise.all([
    tablet.standing(),
    tablet.recent(RECENT),
    tablet.incidents(),
    readStorage(tablet.memoryOnly()),
  ]);
  const lane = tablet.lane();

  /** After every fact the centre is told at once, without anybody waiting for it: the verdict is painted first. */
  const thenSend = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    afterPaint(() => void sender.turn());
    return result;
  };
  const deed = (work: Promise<Recorded>) => thenSend(work);

  return {
    kind: 'open',
    officer: tablet.officer(),
    enrolment: { gateId, checkpoint, agency, deviceName },
    direction: lane.direction,
    setDirection: (direction) => void tablet.setLane({ ...tablet.lane(), direction }),
    post: lane.post,
    setPost: (post) => void tablet.setLane({ ...tablet.lane(), post }),
    scan: (text, source) => {
      keeper.touch();
      return thenSend(tablet.scan(text, source));
    },
    confirmSteps: (subject, steps, note) => thenSend(tablet.confirmSteps(subject, steps, note)),
    undo: (event, note) => deed(tablet.undo(event, note)),
    placeHold: (subject, reason, note) => deed(tablet.placeHold(subject, reason, note)),
    liftHold: (subject, note) => deed(tablet.liftHold(subject, note)),
    lookUp: tablet.lookUp,
    vehicle: tablet.vehicle,
    recent,
    incidents,
    sync: { ...standing, connection: sender.connection(), exchanging: sender.exchanging() },
    storage,
    exchangeNow: sender.turn,
    lock: () => void thenSend(keeper.lock('locked')),
    shift: openShift(keeper, ports.mayHavePasskey, thenSend),
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
