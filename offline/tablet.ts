import { blockedRelease } from '@/domain/admission/decide';
import type { Decision } from '@/domain/admission/verdict';
import type { VerifySignature } from '@/domain/pass/claims';
import type { Process } from '@/domain/process/process';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { EventId, PassId, StepId } from '@/domain/shared/identity';
import type { EventDraft } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import { assembleVehicle, type Post } from './checkpoint/assemble-vehicle';
import { type Author, holdDraft, liftDraft, stepDraft, undoDraft } from './checkpoint/drafts';
import { claimsOf, openPassRow, tokenOf } from './checkpoint/open-rows';
import type {
  Confirmed,
  HoldReason,
  RecentEntry,
  Recorded,
  ScanOutcome,
  ScanSource,
  Subject,
  Vehicle,
} from './checkpoint/outcome';
import { recentEntries } from './checkpoint/recent';
import { createRecorder } from './checkpoint/recorder';
import { scanPass } from './checkpoint/scan-pass';
import { queryKey } from './checkpoint/search-keys';
import { type Ending, endedDraft, type Opening, openedDraft } from './checkpoint/shift-drafts';
import { noTrust, openTrust, type Trust } from './checkpoint/trust';
import type { ClockReading, Lane, OwnRow, StoredEnrolment } from './store/rows';
import type { Known, Store } from './store/store';
import { type Clock, correctedNow } from './sync/clock';
import { createExchange, type Exchange } from './sync/exchange';
import { readStanding, type StoredStanding } from './sync/standing';
import type { Transport } from './sync/transport';
import { verifySignature } from './unlock/device-key';
import { sealToCentre } from './unlock/seal-to-centre';
import type { RandomBytes, Vault } from './unlock/vault';

export type TabletPorts = {
  readonly store: Store;
  readonly enrolment: StoredEnrolment;
  readonly vault: Vault;
  readonly officer: { readonly id: string; readonly name: string };
  /** Id of this shift: one per unlocking, until the next one is opened. */
  readonly shift: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Where it stood last; anywhere when not said. */
  readonly lane?: Lane;
  readonly verify?: VerifySignature;
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
  readonly lookUp: (query: string) => Promise<readonly Vehicle[]>;
  readonly vehicle: (subject: Subject) => Promise<Vehicle>;
  readonly recent: (limit: number) => Promise<readonly RecentEntry[]>;
  /** Unresolved, own first, newest first. */
  readonly incidents: () => Promise<readonly (Incident & { readonly mine: boolean })[]>;
  readonly standing: () => Promise<StoredStanding>;
  readonly exchange: Exchange;
  readonly memoryOnly: () => number;
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

  const sealNote = async (note: string | undefined): Promise<string | null> => {
    const text = note?.normalize('NFC').trim() ?? '';
    return text === '' ? null : sealToCentre(enrolment.sealingKey, { note: text.slice(0, 1000) });
  };

  async function record(drafts: readonly EventDraft[]): Promise<Recorded> {
    reading = (await store.known()).clock;
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

  const exchangeOnce = createExchange({
    store,
    transport: ports.transport,
    clock,
    vault: () => vault,
    trusted: async (lists) => {
      const { trust } = await know(await store.known());
      return (await openTrust(lists, trust, enrolment, verify)).accepted;
    },
  });

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
      return record(steps.map((step, at) => stepDraft(by, about, step, at === 0 ? sealed : null)));
    },
    undo: async (event, note) => {
      const target = await store.ownEvent(event);
      if (target === null) throw new Error('undo of an event that is not of this tablet');
      return record([undoDraft(author(), target, await sealNote(note))]);
    },
    placeHold: async (subject, reason, note) =>
      record([holdDraft(author(), await vehicle(subject), reason, await sealNote(note))]),
    liftHold: async (subject, note) =>
      record([liftDraft(author(), await vehicle(subject), await sealNote(note))]),
    lookUp: async (query) => {
      const key = queryKey(query);
      if (key === null) return [];
      const rows = await store.passesByKey(vault.index(key), MOST_HITS);
      return Promise.all(rows.map(({ passId, crossingId }) => vehicle({ passId, crossingId })));
    },
    vehicle,
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
    standing: () => readStanding(store, clock, async (known) => (await know(known)).trust),
    exchange: async () => {
      await recorder.flush();
      return exchangeOnce();
    },
    memoryOnly: recorder.memoryOnly,
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
