import { type ChainTail, chainEvent, emptyTail } from '@/domain/sync/chain';
import type { GateEvent } from '@/domain/sync/event';
import { declaredBody } from '@/domain/testing/build-events';
import { verifyWithNode } from '@/domain/testing/pass-keys';
import { memoryStore } from '../store/memory-store';
import type { Store } from '../store/store';
import { failed, type Transport } from '../sync/transport';
import { createTablet, type Tablet } from '../tablet';
import { type Centre, createCentre } from './centre';
import { plainVault } from './plain-vault';
import { plateNo, ROOTS, recordNo, revocationDocument, SAMPLE_NOW, trustDocument } from './sample-passes';
import { crossingNo, deviceNo, enrolmentOf, enrolSample, eventNo, gateHN, passNo } from './samples';
import type { Life, Turnstile } from './turnstile';

/** What the network does to one tablet's requests from now on. */
export type Weather = 'fair' | 'down' | 'requests-lost' | 'answers-lost' | 'everything-twice';

export type SimulatedTablet = {
  readonly store: Store;
  /** Opens one more tab, or opens the app again after a crash. */
  readonly open: () => { readonly tablet: Tablet; readonly life: Life };
  readonly setWeather: (weather: Weather) => void;
  /** Somebody turns the wall clock; ms, also backwards. */
  readonly turnClock: (ms: number) => void;
};

export type SimulatedGate = {
  readonly centre: Centre;
  readonly tablets: readonly SimulatedTablet[];
  readonly pass: (ms: number) => void;
  readonly now: () => number;
};

const CENTRE = deviceNo(999);

function declare(tail: ChainTail, n: number): { readonly event: GateEvent; readonly tail: ChainTail } {
  const body = declaredBody();
  const draft = {
    gateId: gateHN,
    actor: null,
    agency: null,
    shift: null,
    crossingId: crossingNo(n),
    passId: null,
    step: null,
    direction: 'export' as const,
    verdict: null,
    codes: [],
    lists: null,
    sealed: null,
    type: 'crossing.declared' as const,
    body: { ...body, binding: { ...body.binding, plate: plateNo(n) } },
  };
  const stamp = { id: eventNo(500_000 + n), wall: SAMPLE_NOW - 60_000, mono: 0, boot: 'centre', offset: 0 };
  return chainEvent(tail, draft, stamp);
}

/** `passes` crossings declared at the centre, `tablets` enrolled with empty stores, true time in one hand. */
export async function simulatedGate(options: {
  readonly tablets: number;
  readonly passes: number;
  readonly pageSize: number;
  readonly turnstile: Turnstile | null;
}): Promise<SimulatedGate> {
  let now = SAMPLE_NOW;
  const { turnstile } = options;
  const centre = createCentre({ gateId: gateHN, now: () => now, pageSize: options.pageSize });
  centre.publish({ kind: 'list', document: await trustDocument() });
  centre.publish({ kind: 'list', document: await revocationDocument(1, []) });
  let tail = emptyTail(CENTRE);
  for (let n = 1; n <= options.passes; n += 1) {
    const declared = declare(tail, n);
    tail = declared.tail;
    centre.publish({ kind: 'event', event: declared.event });
    centre.publish({ kind: 'pass', record: await recordNo(n) });
  }

  async function simulate(n: number): Promise<SimulatedTablet> {
    const store = memoryStore();
    const device = deviceNo(n);
    const enrolment = { ...enrolmentOf(device), roots: ROOTS };
    await enrolSample(store, device);
    await store.write({ enrolment });
    let weather: Weather = 'fair';
    let skew = n * 700;
    let boots = 0;
    let chance = n;
    /** A small generator: event ids must differ, not surprise. */
    const random = (length: number) =>
      Uint8Array.from({ length }, () => {
        chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0;
        return (chance >>> 16) & 0xff;
      });

    const through = async <T>(answer: () => T) => {
      if (weather === 'down' || weather === 'requests-lost') return failed({ kind: 'unreachable' });
      const value = structuredClone(answer());
      if (weather === 'answers-lost') return failed({ kind: 'unreachable' });
      return {
        kind: 'answer' as const,
        value: weather === 'everything-twice' ? structuredClone(answer()) : value,
      };
    };
    const line: Transport = {
      push: (request) => through(() => centre.push(structuredClone(request))),
      pull: (request) => through(() => centre.pull(request)),
    };

    return {
      store,
      open: () => {
        const life: Life = { alive: true };
        boots += 1;
        const boot = `${n}-${boots}`;
        const around = <T extends object>(target: T) =>
          turnstile === null ? target : turnstile.around(target, life);
        const tablet = createTablet({
          store: around(store),
          enrolment,
          vault: plainVault,
          officer: { id: `officer-${n}`, name: `Officer ${n}` },
          shift: boot,
          transport: around(line),
          clock: { wall: () => now + skew, mono: () => now - SAMPLE_NOW + n, boot },
          random,
          lane: { direction: 'both', post: 'gate' },
          verify: verifyWithNode,
        });
        return { tablet, life };
      },
      setWeather: (next) => {
        weather = next;
      },
      turnClock: (ms) => {
        skew += ms;
      },
    };
  }

  const tablets = await Promise.all(Array.from({ length: options.tablets }, (_, at) => simulate(at + 1)));
  return {
    centre,
    tablets,
    pass: (ms) => {
      now += ms;
    },
    now: () => now,
  };
}

export const subjectNo = (n: number) => ({ crossingId: crossingNo(n), passId: passNo(n) });
