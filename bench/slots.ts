import { type Measurement, quantile } from '@/scripts/measurement';
import { startRush } from './booking/slot-rush';

const OF_RAW = 0.5;
const HOURS = 10;
const CONNECTIONS = 16;

/** Everybody presses in one process, which stands for the server: HTTP and sign-in are the same for both sides and left out. */
export const measurement: Measurement = {
  goal: `5,000 people for 500 slots at one moment: 0 overbooked; >= ${100 * OF_RAW} % of the raw atomic update rate on the same rows`,
  run: async ({ say, options }) => {
    const people = Number(options.people ?? 5000);
    const places = Number(options.places ?? 500);
    const rounds = Number(options.rounds ?? 5);
    const nodes = Number(options.nodes ?? 1);
    const rush = await startRush({ hours: HOURS, nodes, connections: CONNECTIONS });
    const measured: Round[] = [];
    try {
      // The first round warms both sides up and does not count.
      for (let round = 0; round <= rounds; round += 1) {
        const presses = await rush.prepare(people, places);
        const rawMs = await rush.raw(presses);
        const taken = await rush.book(presses, false);
        const overbooked = await rush.overbooked();
        const again = await rush.prepare(people, places);
        const waited = await rush.book(again, true);
        const one: Round = {
          rawPerSecond: perSecond(people, rawMs),
          takenPerSecond: perSecond(people, taken.ms),
          waitedPerSecond: perSecond(people, waited.ms),
          booked: taken.booked,
          overbooked: overbooked + (await rush.overbooked()),
          p95Ms: Math.round(quantile(taken.answeredMs, 0.95)),
        };
        say(JSON.stringify(one));
        if (round > 0) measured.push(one);
      }
    } finally {
      await rush.stop();
    }
    const share = quantile(
      measured.map((one) => one.takenPerSecond / one.rawPerSecond),
      0.5,
    );
    const overbooked = measured.reduce((sum, one) => sum + one.overbooked, 0);
    return {
      rows: measured.map((one) => ({
        'raw updates/s': one.rawPerSecond,
        'answers/s': one.takenPerSecond,
        'answers/s, all wait': one.waitedPerSecond,
        'of raw, %': Math.round((100 * one.takenPerSecond) / one.rawPerSecond),
        booked: one.booked,
        overbooked: one.overbooked,
        'last but 5 % answered, ms': one.p95Ms,
      })),
      figures: { people, places, hours: HOURS, nodes, rawConnections: CONNECTIONS, medianOfRaw: share },
      met: overbooked === 0 && share >= OF_RAW && measured.every(({ booked }) => booked === places),
    };
  },
};

type Round = {
  readonly rawPerSecond: number;
  readonly takenPerSecond: number;
  readonly waitedPerSecond: number;
  readonly booked: number;
  readonly overbooked: number;
  readonly p95Ms: number;
};

const perSecond = (people: number, ms: number): number => Math.round((1000 * people) / ms);
