import { v7 } from 'uuid';
import { blockedRelease } from '@/domain/admission/decide';
import type { Decision } from '@/domain/admission/verdict';
import type { VerifySignature } from '@/domain/pass/claims';
import type { Process } from '@/domain/process/process';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { EventId, PassId, StepId } from '@/domain/shared/identity';
import type { EventDraft, Hlc } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import type { PhotoSubject } from '@/domain/sync/work-bodies';
import { assembleVehicle, nameOnly, type Post } from './checkpoint/assemble-vehicle';
import { type Deed, deedDraft, helpDraft, photoDraft, wordsOf } from './checkpoint/deeds';
import {
  type Author,
  eligibilityDraft,
  holdDraft,
  liftDraft,
  stepDraft,
  undoDraft,
} from './checkpoint/drafts';
import { fittingWords } from './checkpoint/fitting-words';
import { type Notices, readNotices } from './checkpoint/notices';
import { claimsOf, openPassRow, tokenOf } from './checkpoint/open-rows';
import type {
  Confirmed,
  HoldReason,
  Overridden,
  PhotoKept,
  RecentEntry,
  Recorded,
  ScanOutcome,
  ScanSource,
  Subject,
  Vehicle,
} from './checkpoint/outcome';
import { type OverrideOrder, overrideRelease } from './checkpoint/override-release';
import { createQueue, type QueueEntry } from './checkpoint/queue';
import { recentEntries } from './checkpoint/recent';
import { createRecorder } from './checkpoint/recorder';
import { scanPass } from './checkpoint/scan-pass';
import { queryKeys } from './checkpoint/search-keys';
import { type Ending, endedDraft, type Opening, openedDraft } from './checkpoint/shift-drafts';
import { noTrust, openTrust, type Trust } from './checkpoint/trust';
import { yardOfTick } from './checkpoint/yard-here';
import { sealPhoto } from './photo/seal-photo';
import { type SendPart, withPhotos } from './photo/send-photos';
import { noteIfRoom } from './store/note-if-room';
import { onePerCrossing } from './store/passes-of-crossing';
import type { ClockReading, Lane, OwnRow, StoredEnrolment } from './store/rows';
import type { Known, Store } from './store/store';
import { nothingIfTroubled } from './store/trouble';
import { type Clock, correctedNow } from './sync/clock';
import { createExchange, type Exchange, type ExchangePorts } from './sync/exchange';
import { readStanding, type StoredStanding } from './sync/standing';
import type { Transport } from './sync/transport';
import { verifySignature } from './unlock/device-key';
import { sealToCentre } from './unlock/seal-to-centre';
import type { RandomBytes, Vault } from './unlock/vault';

export type TabletPorts = {
  readonly store: Store;
  readonly enrolment: StoredEnrolment;
  readonly vault: Vault;
  /** Of the keys that `vault` is of, as stored when it was opened (OF-76). */
  readonly generation?: string | null;
  readonly officer: { readonly id: string; readonly name: string };
  /** Id of this shift: one per unlocking, until the next one is opened. */
  readonly shift: string;
  readonly transport: Transport;
  /** Absent where photographs are neither taken nor sent: simulations of scans alone. */
  readonly sendPart?: SendPart;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Where it stood last; anywhere when not said. */
  readonly lane?: Lane;
  readonly verify?: VerifySignature;
  readonly machine?: NonNullable<ExchangePorts['machine']>;
};

/**
 * One enrolled, unlocked tablet, without a screen: the same in a browser, in `gate play` and in simulations. Whoever
 * owns it decides when `exchange` runs.
 */
export type Tablet = {
  /** Whose shift it is; changes with a hand-over. */
  readonly officer: () => TabletPorts['officer'];
  /** From here on events carry this officer and shift (OF-26). */
  readonly openShift: (officer: TabletPorts['officer'], shift: string, body: Opening) => Promise<Recorded>;
  readonly endShift: (body: Ending) => Promise<Recorded>;
  readonly enrolment: StoredEnrolment;
  readonly scan: (text: string, source: ScanSource) => Promise<ScanOutcome>;
  readonly confirmSteps: (subject: Subject, steps: readonly StepId[], note?: string) => Promise<Confirmed>;
  readonly undo: (event: EventId, note?: string) => Promise<Recorded>;
  readonly placeHold: (subject: Subject, reason: HoldReason, note?: string) => Promise<Recorded>;
  readonly liftHold: (subject: Subject, note?: string) => Promise<Recorded>;
  /** Customs only: "eligible to pass the supervised area?" (RE-3). */
  readonly answerEligibility: (subject: Subject, eligible: boolean, note?: string) => Promise<Recorded>;
  /** A supervisor's approval code, typed or read from their card (RE-1). */
  readonly overrideRelease: (subject: Subject, order: OverrideOrder) => Promise<Overridden>;
  /** Everything else an officer does with a vehicle: one event each, what was typed sealed to the centre. */
  readonly act: (subject: Subject, deed: Deed) => Promise<Recorded>;
  /** Sends a supervisor what is on the screen, and a few words. */
  readonly askHelp: (subject: Subject | null, screen: string, words: string) => Promise<Recorded>;
  /** Sealed at once, written with its event, sent later; refused when storage is short, so that scans go on (OF-72). */
  readonly takePhoto: (
    subject: Subject,
    picture: Uint8Array<ArrayBuffer>,
    of: PhotoSubject,
  ) => Promise<PhotoKept>;
  readonly photosWaiting: () => Promise<number>;
  readonly lookUp: (query: string) => Promise<readonly Vehicle[]>;
  readonly vehicle: (subject: Subject) => Promise<Vehicle>;
  /** Vehicles that wait for this post's agency, oldest first (OF-71). */
  readonly queue: () => Promise<readonly QueueEntry[]>;
  readonly recent: (limit: number) => Promise<readonly RecentEntry[]>;
  /** Unresolved, own first, newest first. */
  readonly incidents: () => Promise<readonly (Incident & { readonly mine: boolean })[]>;
  readonly notices: () => Promise<Notices>;
  /** Somebody here has read the answers to calls for help up to this one. */
  readonly answersRead: (to: Hlc) => Promise<void>;
  readonly standing: () => Promise<StoredStanding>;
  readonly exchange: Exchange;
  readonly memoryOnly: () => number;
  /** How far reading what was missed has come, 0 to 1; null while nothing much is missing. */
  readonly catchingUp: () => number | null;
  readonly lane: () => Lane;
  readonly setLane: (lane: Lane) => Promise<void>;
  /** Called when something changed that the store does not tell of. */
  readonly subscribe: (listener: () => void) => () => void;
};

const MOST_HITS = 20;
export function createTablet(ports: TabletPorts): Tablet {
  const { store, enrolment, vault, clock } = ports;
  const verify = ports.verify ?? verifySignature;
  let { officer, shift } = ports;
  const author = (): Author => ({
    gateId: enrolment.gateId,
    actor: officer.id,
    agency: enrolment.agency,
    shift,
  });
  let lane: Lane = ports.lane ?? { direction: 'both', post: null };
  let reading: ClockReading | null = null;
  let knowledge: { trust: Trust; processes: readonly Process[]; lists: number; documents: number } | null =
    null;
  const plates = new Map<PassId, string | null>();
  let catchingUp: number | null = null;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  const recorder = createRecorder({
    store,
    clock,
    random: ports.random,
    reading: () => reading,
    onTrouble: tell,
  });
  const post = (): Post => ({ agency: enrolment.agency, stage: lane.post });

  /** Opened lists and processes stay in memory until their cursors move: a scan then reads rows only. */
  async function know(known: Known) {
    reading = known.clock;
    const { lists, processes: documents } = known.cursors;
    if (knowledge !== null && knowledge.lists === lists && knowledge.documents === documents)
      return knowledge;
    const { trust } = await openTrust(await store.lists(), noTrust, enrolment, verify);
    const processes = [...(await store.processes()), ...STANDARD_PROCESSES];
    knowledge = { trust, processes, lists, documents };
    return knowledge;
  }

  async function vehicle(subject: Subject): Promise<Vehicle> {
    const dossier = await store.dossier(subject);
    const { processes } = await know(dossier.known);
    return assembleVehicle(dossier, subject.passId, null, processes, post(), vault);
  }

  /** For what is recorded whatever is known of it; a tick is not, it may be the release (rule 4). */
  const vehicleOrName = async (subject: Subject): Promise<Vehicle> =>
    (await vehicle(subject).catch(nothingIfTroubled)) ?? nameOnly(subject);

  /** AD-9, rule 4: the one hard block, asked of every tick. Customs' own answer in the same breath counts. */
  async function blockOf(about: Vehicle, ticks: readonly StepId[]): Promise<Decision | null> {
    const { crossing, process, claims } = about;
    const steps = process?.steps.filter(({ id }) => ticks.includes(id)) ?? [];
    const releases = steps.filter((step) => step.release);
    const isAnswered = enrolment.agency === 'customs' && steps.some((step) => step.grantsEligibility);
    if (releases.length === 0 || isAnswered) return null;
    const { clock: measured, lastExchangeAt } = await store.known();
    const now = correctedNow(measured, clock);
    for (const { id } of releases) {
      const decision = blockedRelease({ now, step: id, crossing, process, lastExchangeAt });
      if (decision !== null) return { ...decision, claims };
    }
    return null;
  }

  const sealWords = (words: Readonly<Record<string, string>>): Promise<string> =>
    sealToCentre(
      enrolment.sealingKey,
      Object.fromEntries(Object.entries(words).map(([name, text]) => [name, fittingWords(text)])),
    );
  const sealNote = async (note: string | undefined): Promise<string | null> =>
    (note ?? '').trim() === '' ? null : sealWords({ note: note ?? '' });

  async function record(drafts: readonly EventDraft[]): Promise<Recorded> {
    const known = await store.known().catch(nothingIfTroubled);
    if (known !== null) reading = known.clock;
    return recorder.record(drafts);
  }

  /** Opened once: a list of fifty lines must not read fifty vehicles. */
  async function learnPlates(rows: readonly OwnRow[]): Promise<void> {
    const asked = [...new Set(rows.flatMap(({ passId }) => passId ?? []))].filter((id) => !plates.has(id));
    if (asked.length === 0) return;
    const found = await store.passes(asked);
    await Promise.all(
      found.map(async (row, at) => {
        const id = asked[at];
        if (id === undefined) return;
        const token = row === null ? null : tokenOf(await openPassRow(row, vault));
        plates.set(id, token === null ? null : (claimsOf(token)?.binding.plate ?? null));
      }),
    );
  }
  const plateOf = ({ passId }: OwnRow) => (passId === null ? null : (plates.get(passId) ?? null));

  const queue = createQueue({
    store,
    vehicle,
    post,
    now: async () => correctedNow((await store.known()).clock, clock),
  });

  const events = createExchange({
    store,
    transport: ports.transport,
    clock,
    vault: () => vault,
    ...(ports.generation === undefined ? {} : { generation: ports.generation }),
    memoryOnly: recorder.memoryOnly,
    onProgress: (share) => {
      catchingUp = share;
      tell();
    },
    ...(ports.machine === undefined ? {} : { machine: ports.machine }),
    trusted: async (lists) => {
      const { trust } = await know(await store.known());
      return (await openTrust(lists, trust, enrolment, verify)).accepted;
    },
  });
  const { sendPart } = ports;
  const exchangeOnce = sendPart === undefined ? events : withPhotos(events, { store, sendPart });

  return {
    officer: () => officer,
    openShift: (next, id, body) => {
      officer = next;
      shift = id;
      return record([openedDraft(author(), body)]);
    },
    endShift: (body) => record([endedDraft(author(), body)]),
    enrolment,
    scan: (text, source) =>
      scanPass(text, source, {
        store,
        clock,
        vault,
        recorder,
        verify,
        knowledge: know,
        author: author(),
        device: enrolment.device,
        post,
        direction: () => lane.direction,
      }),
    confirmSteps: async (subject, steps, note) => {
      // Whoever pressed it stands in the event, though another may have taken over meanwhile.
      const by = author();
      const about = await vehicle(subject);
      const blocked = await blockOf(about, steps);
      if (blocked !== null) return { kind: 'blocked', decision: blocked };
      const sealed = await sealNote(note);
      const yard = (step: StepId) => yardOfTick({ enrolment, lane }, about.process, step);
      return record(
        steps.map((step, at) => stepDraft(by, about, step, at === 0 ? sealed : null, yard(step))),
      );
    },
    undo: async (event, note) => {
      const target = await store.ownEvent(event);
      if (target === null) throw new Error('undo of an event that is not of this tablet');
      return record([undoDraft(author(), target, await sealNote(note))]);
    },
    placeHold: async (subject, reason, note) =>
      record([holdDraft(author(), await vehicleOrName(subject), reason, await sealNote(note))]),
    liftHold: async (subject, note) =>
      record([liftDraft(author(), await vehicleOrName(subject), await sealNote(note))]),
    answerEligibility: async (subject, eligible, note) =>
      record([eligibilityDraft(author(), await vehicleOrName(subject), eligible, await sealNote(note))]),
    overrideRelease: async (subject, order) => {
      const known = await store.known();
      const { trust } = await know(known);
      const sealed = await sealNote(order.note);
      return overrideRelease(await vehicle(subject), order, {
        author: author(),
        device: enrolment.device,
        approvers: trust.approvers?.approvers ?? [],
        now: correctedNow(known.clock, clock),
        sealed,
        record,
      });
    },
    act: async (subject, deed) => {
      const about = await vehicleOrName(subject);
      const words = wordsOf(deed);
      return record([deedDraft(author(), about, deed, words === null ? null : await sealWords(words))]);
    },
    askHelp: async (subject, screen, words) => {
      const about = subject === null ? null : await vehicleOrName(subject);
      return record([helpDraft(author(), about, screen.slice(0, 40), await sealWords({ note: words }))]);
    },
    takePhoto: async (subject, picture, of) => {
      if (recorder.memoryOnly() > 0) return { kind: 'no-room' };
      const photo = v7({ msecs: clock.wall(), random: ports.random(16) });
      const [about, { sealed, key, hash }] = await Promise.all([
        vehicle(subject),
        sealPhoto(picture, photo, { sealingKey: enrolment.sealingKey, random: ports.random }),
      ]);
      reading = (await store.known()).clock;
      const takenAt = correctedNow(reading, clock);
      const draft = photoDraft(author(), about, { photo, hash, bytes: sealed.length, subject: of });
      return recorder.keepPhoto(draft, (event) => ({ event, sealed, key, takenAt, parts: 0 }));
    },
    photosWaiting: store.photosWaiting,
    lookUp: async (query) => {
      const shown = claimsOf(query.trim());
      if (shown !== null) {
        const found = await vehicle({ passId: shown.passId, crossingId: null });
        return found.record === null ? [] : [found];
      }
      // All that fit, the exact ones first: of two vehicles that look alike neither may hide the other (ID-61).
      const found = await Promise.all(
        queryKeys(query).map((key) => store.passesByKey(vault.index(key), MOST_HITS)),
      );
      const rows = new Map(found.flat().map((row) => [row.passId, row]));
      const subjects = onePerCrossing([...rows.values()]).slice(0, MOST_HITS);
      return Promise.all(subjects.map(({ passId, crossingId }) => vehicle({ passId, crossingId })));
    },
    vehicle,
    queue,
    recent: async (limit) => {
      const [rows, standing] = [await store.recent(limit), await store.standing()];
      const { processes } = await know(await store.known());
      await learnPlates(rows);
      const stepName = (step: StepId) =>
        processes.flatMap((process) => process.steps).find(({ id }) => id === step)?.name ?? null;
      return recentEntries(rows, standing.ack, { plateOf, stepName });
    },
    incidents: async () =>
      (await store.incidents())
        .filter((incident) => incident.resolved === null)
        .map((incident) => ({ ...incident, mine: incident.devices.includes(enrolment.device) }))
        .sort((a, b) => Number(b.mine) - Number(a.mine) || b.at - a.at),
    notices: async () => {
      const known = await store.known();
      return readNotices({
        store,
        vault,
        now: correctedNow(known.clock, clock),
        plateOf: async (crossingId) => {
          const { crossing, claims } = await vehicle({ crossingId, passId: null });
          return (crossing?.binding ?? claims?.binding)?.plate ?? null;
        },
      });
    },
    answersRead: (to) => noteIfRoom(store, { answersReadTo: to }),
    standing: () => readStanding(store, clock, async (known) => (await know(known)).trust),
    exchange: async () => {
      await recorder.flush();
      return exchangeOnce();
    },
    memoryOnly: recorder.memoryOnly,
    catchingUp: () => catchingUp,
    lane: () => lane,
    setLane: async (next) => {
      lane = next;
      tell();
      await store.write({ lane });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
