import type { CrossingState } from '../crossing/state';
import { DOCUMENTED_PROCESSES } from '../process/standard-processes';
import { stepIdSchema } from '../shared/identity';
import type { Agency } from '../shared/vocabulary';
import type { GateEvent } from '../sync/event';
import { Device, declaredBody, type Fact, MINUTE, MORNING } from './build-events';

const processNamed = (id: string) => {
  const process = DOCUMENTED_PROCESSES.find((document) => document.id === id);
  if (process === undefined) throw new Error(id);
  return process;
};
export const EXPORT = processNamed('hn-export-loaded');
export const TRANSSHIPMENT = processNamed('hn-import-transshipment');

/** A gate with a tablet per agency. Minutes count from the declaration at 09:00. */
export class Gate {
  readonly centre = new Device(0);
  readonly events: GateEvent[] = [];
  readonly #tablets = new Map<string, Device>();

  constructor(process = EXPORT) {
    const body = declaredBody({ process: { id: process.id, version: 1 }, kind: process.kind });
    this.#keep(this.centre.write(MORNING, { type: 'crossing.declared', body, direction: process.direction }));
  }

  #keep(event: GateEvent): GateEvent {
    this.events.push(event);
    return event;
  }

  tablet(name: string): Device {
    const device = this.#tablets.get(name) ?? new Device(this.#tablets.size + 1);
    this.#tablets.set(name, device);
    return device;
  }

  tick(minute: number, agency: Agency, step: string, tablet: string = agency): GateEvent {
    const fact = { type: 'step.confirmed' as const, body: { note: null }, agency };
    return this.#keep(
      this.tablet(tablet).write(MORNING + minute * MINUTE, { ...fact, step: stepIdSchema.parse(step) }),
    );
  }

  say(minute: number, from: string, fact: Fact): GateEvent {
    const device = from === 'centre' ? this.centre : this.tablet(from);
    return this.#keep(device.write(MORNING + minute * MINUTE, fact));
  }
}

export const flagsOf = (state: CrossingState, event: GateEvent) =>
  state.flags.filter(({ eventId }) => eventId === event.id).map(({ code }) => code);
export const statusOf = (state: CrossingState, step: string) =>
  state.steps.find((known) => known.step === step)?.status;
export const minute = (n: number) => MORNING + n * MINUTE;

/** Ticks everything before `line-exit` in good order, two minutes apart. */
export function throughTheYard(gate: Gate): void {
  untilPaid(gate);
  gate.tick(90, 'customs', 'release-check');
}

/** Everything but customs' word that it may leave. */
export function untilPaid(gate: Gate): void {
  gate.tick(10, 'yard', 'staging-arrival');
  gate.tick(12, 'medical-quarantine', 'medical-check');
  gate.tick(40, 'gate-centre', 'called');
  gate.tick(60, 'border-guard', 'gate-entry');
  gate.tick(61, 'customs', 'gate-entry');
  gate.tick(70, 'customs', 'yard-in');
  gate.tick(80, 'gate-centre', 'fee-paid');
}
