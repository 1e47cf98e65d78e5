import { setTimeout as pause } from 'node:timers/promises';
import type { GateId } from '@/domain/shared/identity';
import { cutSomeNetworks, doDeed, exchangeAll, openPlayedGate, type PlayedGate, putBack } from './play-gate';

export type DemoSignIn = {
  readonly role: string;
  readonly email: string;
  readonly password: string;
  readonly gateId: string | null;
};

export type PlayOrder = {
  readonly origin: string;
  /** A supervisor per gate enrols its tablets. */
  readonly supervisors: readonly { readonly gateId: GateId; readonly signIn: DemoSignIn }[];
  /** Minutes of the played day per minute of ours. */
  readonly speed: number;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly seed: number;
  readonly onProgress: (progress: PlayProgress) => void;
  /** Stops after the next exchange; what was recorded is still sent. */
  readonly signal: AbortSignal;
};
export type PlayProgress = {
  readonly minute: number;
  readonly done: number;
  readonly of: number;
  readonly offline: number;
};
export type PlaySummary = {
  readonly vehicles: number;
  readonly neverCame: number;
  readonly deeds: number;
  readonly unsent: number;
  readonly seconds: number;
};

const BEAT_MS = 1000;

/**
 * Plays the declared day through the HTTP interface as tablets would. Clocks are real: only the drivers hurry, so
 * what the boards show was really measured, at `speed` times the pace of a day.
 */
export async function playDay(order: PlayOrder): Promise<PlaySummary> {
  const gates: PlayedGate[] = [];
  for (const [at, { gateId, signIn }] of order.supervisors.entries()) {
    const cookie = await signInAs(order.origin, signIn);
    gates.push(await openPlayedGate({ origin: order.origin, cookie, gateId, seed: order.seed + at }));
  }
  let of = gates.reduce((sum, gate) => sum + gate.deeds.length, 0);
  const begun = performance.now();
  let done = 0;
  let minute = order.fromMinute;
  // What was due before the play begins happens at once, as if the gate had worked until now.
  while (!order.signal.aborted && done < of && minute <= order.toMinute) {
    const passed = ((performance.now() - begun) / 60_000) * order.speed;
    const before = minute;
    minute = order.fromMinute + passed;
    let offline = 0;
    for (const gate of gates) {
      cutSomeNetworks(gate, minute, minute - before);
      const later = gate.deeds.findIndex((deed) => deed.minute > minute);
      const due = gate.deeds.splice(0, later === -1 ? gate.deeds.length : later);
      done += due.length;
      for (const again of await Promise.all(due.map((deed) => doDeed(gate, deed)))) {
        if (again === null) continue;
        putBack(gate, again);
        of += 1;
      }
      offline += await exchangeAll(gate, minute);
    }
    order.onProgress({ minute, done, of, offline });
    await pause(BEAT_MS, undefined, { signal: order.signal }).catch(() => undefined);
  }
  return {
    vehicles: gates.reduce((sum, gate) => sum + gate.vehicles, 0),
    neverCame: gates.reduce((sum, gate) => sum + gate.missing, 0),
    deeds: done,
    unsent: await sendTheRest(gates),
    seconds: Math.round((performance.now() - begun) / 1000),
  };
}

/** All networks come back; nothing recorded stays behind. @returns events that could still not be sent */
async function sendTheRest(gates: readonly PlayedGate[]): Promise<number> {
  let unsent = 0;
  for (const gate of gates) {
    for (const hand of gate.tablets) hand.dirty = true;
    await exchangeAll(gate, Number.POSITIVE_INFINITY);
    for (const { tablet } of gate.tablets) unsent += (await tablet.standing()).unsyncedCount;
  }
  return unsent;
}

export async function signInAs(origin: string, { email, password }: DemoSignIn): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`${email}: sign-in answered ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
