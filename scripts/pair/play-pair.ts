import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chanceOf } from '@/domain/flow/simulation/chance';
import { type Child, CN, startSide, VN } from './child';
import { type FaultyProxy, faultyProxy } from './faulty-proxy';
import type { Arrival, Minute, State } from './orders';

const MINUTE = 60_000;
/** 26 November 2026, 07:00 in Hà Nội. */
const OPENING = Date.UTC(2026, 10, 26, 0);
const USUAL_PER_HOUR = 40;
const SHORT_PER_HOUR = 6;
const SURNAMES = [
  'Nguyễn Văn',
  'Trần Thị',
  'Lê Hữu',
  'Phạm Đức',
  'Hoàng Minh',
  'Vi Văn',
  'Nông Quốc',
  'Lương Thế',
];

export type PairOptions = {
  /** Minutes of the day that are played. */
  readonly minutes: number;
  readonly seed: number;
  readonly folder: string;
  /** Vehicles that come per minute, at the peak twice as many. */
  readonly perMinute: number;
  readonly trouble: number;
  /** Minutes after the opening at which things happen; beyond the end: never. */
  readonly shortFrom: number;
  readonly shortFor: number;
  readonly cutFrom: number;
  readonly cutFor: number;
  readonly backupAt: number;
  readonly restoreAt: number;
  readonly tell: (line: string) => void;
};
export type PairResult = {
  readonly converged: boolean;
  readonly minutesToConverge: number;
  readonly minutesToSlow: number | null;
  readonly fewestCalledFor: number;
  readonly mostAtLineBefore: number;
  readonly mostAtLineAfter: number;
  readonly came: number;
  readonly left: number;
  readonly epochs: readonly [number, number];
  readonly counts: FaultyProxy['counts'];
  readonly capturedBytes: number;
  /** Names, numbers and plates of the day that were found in the traffic. */
  readonly leaked: readonly string[];
  readonly searched: number;
};

type World = {
  line: string[];
  plate: number;
  readonly secrets: Set<string>;
  /** Who came and has not left, by plate. */
  readonly here: Map<string, Arrival & { readonly cameAt: number }>;
  /** When who left. */
  readonly gone: Map<string, number>;
  came: number;
  left: number;
};

/** A peak day at one gate between two installations that share nothing but a faulty line. */
export async function playPair(options: PairOptions): Promise<PairResult> {
  const { tell, folder, minutes } = options;
  // The day is the same whatever the line does: how many messages it sees depends on the machine.
  const chance = chanceOf(options.seed).next;
  const proxy = await faultyProxy(2, chanceOf(options.seed + 1).next);
  const [vnDoor = '', cnDoor = ''] = proxy.doors;
  const settings = {
    vn: { dataDir: join(folder, 'vn'), source: VN, other: CN, origin: vnDoor, at: OPENING },
    cn: { dataDir: join(folder, 'cn'), source: CN, other: VN, origin: cnDoor, at: OPENING },
  };
  const sides: { vn: Child; cn: Child } = {
    vn: await startSide(settings.vn),
    cn: await startSide(settings.cn),
  };
  const connect = async (at: number) => {
    proxy.lead(0, sides.vn.hello.port);
    proxy.lead(1, sides.cn.hello.port);
    await sides.vn.ask({ ...sides.cn.hello, do: 'introduce', url: cnDoor, at });
    await sides.cn.ask({ ...sides.vn.hello, do: 'introduce', url: vnDoor, at });
  };
  await connect(OPENING);
  tell(`two installations, ${sides.vn.hello.fingerprint} and ${sides.cn.hello.fingerprint}`);

  const world: World = {
    line: [],
    plate: 10_000,
    secrets: new Set(),
    here: new Map(),
    gone: new Map(),
    came: 0,
    left: 0,
  };
  const seen = { slowAt: null as number | null, before: 0, after: 0, fewest: Number.POSITIVE_INFINITY };
  try {
    for (let minute = 0; minute < minutes; minute += 1) {
      const at = OPENING + minute * MINUTE;
      if (minute === options.backupAt || minute === options.restoreAt)
        sides.vn = await setBack(sides.vn, settings.vn, {
          at,
          restore: minute === options.restoreAt,
          connect: async (child) => {
            sides.vn = child;
            await connect(at);
            const gone = [...world.gone].map(([plate, leftAt]) => ({ plate, at: leftAt }));
            await child.ask({ do: 'resume', at, here: [...world.here.values()], line: world.line, gone });
          },
          tell,
        });
      const isShort = options.shortFrom <= minute && minute < options.shortFrom + options.shortFor;
      proxy.isCut = options.cutFrom <= minute && minute < options.cutFrom + options.cutFor;
      proxy.trouble = options.trouble;
      const perHour = isShort ? SHORT_PER_HOUR : USUAL_PER_HOUR;
      const takes = Math.floor(((minute + 1) * perHour) / 60) - Math.floor((minute * perHour) / 60);
      const taken = world.line.splice(0, takes);
      world.left += taken.length;
      for (const plate of taken) {
        world.here.delete(plate);
        world.gone.set(plate, at);
      }
      const isTurn =
        minute === 0 || minute === options.shortFrom || minute === options.shortFrom + options.shortFor;
      const [ours] = await Promise.all([
        sides.vn.ask({
          do: 'minute',
          at,
          arrive: arrivals(world, minute, options, chance),
          leave: taken,
          take: [],
          lanesPerHour: minute === 0 ? 200 : null,
        }),
        sides.cn.ask({
          do: 'minute',
          at,
          arrive: [],
          leave: [],
          take: taken,
          lanesPerHour: isTurn ? perHour : null,
        }),
      ]);
      await Promise.all([sides.vn.ask({ do: 'say', at }), sides.cn.ask({ do: 'say', at })]);
      world.line.push(...ours.ready.map(({ plate }) => plate));
      note(seen, ours, minute, world, options);
      if (minute % 15 === 0) await report(tell, minute, ours, world, sides);
    }
    proxy.isCut = false;
    proxy.trouble = 0;
    const settled = await settle(sides, OPENING + minutes * MINUTE);
    const traffic = proxy.captured();
    return {
      ...settled,
      minutesToSlow: seen.slowAt === null ? null : seen.slowAt - options.shortFrom,
      fewestCalledFor: seen.fewest,
      mostAtLineBefore: seen.before,
      mostAtLineAfter: seen.after,
      came: world.came,
      left: world.left,
      counts: proxy.counts,
      capturedBytes: Buffer.byteLength(traffic),
      leaked: [...world.secrets].filter((secret) => traffic.includes(secret)),
      searched: world.secrets.size,
    };
  } finally {
    await Promise.all([sides.vn, sides.cn].map((side) => side.ask({ do: 'end' }).catch(() => side.kill())));
    await proxy.stop();
  }
}

/** Who comes: twice as many in the middle third of what is played. What names them must never cross the border. */
function arrivals(world: World, minute: number, { perMinute, minutes }: PairOptions, chance: () => number) {
  const isPeak = minute > minutes / 6 && minute < minutes / 2;
  const mean = perMinute * (isPeak ? 2 : 1);
  const count = Math.floor(mean) + (chance() < mean % 1 ? 1 : 0);
  return Array.from({ length: count }, () => {
    world.plate += 1;
    const plate = `15C${world.plate}`;
    const driver = `${SURNAMES[Math.floor(chance() * SURNAMES.length)]} ${world.plate}`;
    const idNumber = `0273${String(Math.floor(chance() * 1e8)).padStart(8, '0')}`;
    for (const secret of [plate, driver, idNumber]) world.secrets.add(secret);
    world.came += 1;
    const arrival = { plate, driver, idNumber };
    world.here.set(plate, { ...arrival, cameAt: OPENING + minute * MINUTE });
    return arrival;
  });
}

function note(
  seen: { slowAt: number | null; before: number; after: number; fewest: number },
  ours: Minute,
  minute: number,
  { line }: World,
  { shortFrom, shortFor }: PairOptions,
): void {
  const isShort = shortFrom <= minute && minute < shortFrom + shortFor;
  if (isShort) seen.fewest = Math.min(seen.fewest, ours.takes);
  if (isShort && seen.slowAt === null && ours.takes <= SHORT_PER_HOUR * 2) seen.slowAt = minute;
  if (minute < shortFrom) seen.before = Math.max(seen.before, line.length);
  // What was called before they slowed has to go through first.
  if (minute > shortFrom + shortFor + 60) seen.after = Math.max(seen.after, line.length);
}

async function report(
  tell: PairOptions['tell'],
  minute: number,
  { takes, source, batch }: Minute,
  { line, left, came }: World,
  sides: { vn: Child; cn: Child },
): Promise<void> {
  const [vn, cn] = [await sides.vn.ask({ do: 'state' }), await sides.cn.ask({ do: 'state' })];
  const age = (state: State) =>
    state.heardAt === null ? '–' : `${Math.round((OPENING + minute * MINUTE - state.heardAt) / MINUTE)} min`;
  const clock = `${String(7 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  tell(
    `${clock}  takes ${takes} (${source}), batch ${batch}, at the line ${line.length}, left ${left} of ${came}; heard ${age(vn)} / ${age(cn)} ago, missing ${vn.heard.highest - vn.heard.sequence} / ${cn.heard.highest - cn.heard.sequence}`,
  );
}

/** With its owners: the database's files are another user's where root plays. */
const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to]);

/** Ends Việt Nam's installation; keeps its folder as a backup, or puts the backup in its place; starts it again. */
async function setBack(
  child: Child,
  settings: { readonly dataDir: string },
  order: {
    readonly at: number;
    readonly restore: boolean;
    readonly connect: (child: Child) => Promise<void>;
    readonly tell: PairOptions['tell'];
  },
): Promise<Child> {
  const backup = `${settings.dataDir}-backup`;
  await child.ask({ do: 'end' });
  if (order.restore) {
    await rm(settings.dataDir, { recursive: true });
    await copy(backup, settings.dataDir);
  } else await copy(settings.dataDir, backup);
  order.tell(order.restore ? 'Việt Nam was restored from its backup' : 'a backup of Việt Nam was made');
  const started = await startSide({ ...settings, at: order.at });
  await order.connect(started);
  return started;
}

const LONGEST_SETTLE = 40;

/** Minutes without faults until each has all that the other has said. */
async function settle(sides: { vn: Child; cn: Child }, from: number) {
  for (let minute = 0; ; minute += 1) {
    const at = from + minute * MINUTE;
    await Promise.all([sides.vn.ask({ do: 'say', at }), sides.cn.ask({ do: 'say', at })]);
    const [vn, cn] = [await sides.vn.ask({ do: 'state' }), await sides.cn.ask({ do: 'state' })];
    const converged = hasAll(vn, cn) && hasAll(cn, vn);
    if (converged || minute >= LONGEST_SETTLE)
      return { converged, minutesToConverge: minute, epochs: [vn.said.epoch, cn.said.epoch] as const };
  }
}

function hasAll(speaker: State, listener: State): boolean {
  const heard = new Set(listener.heardIds);
  return (
    listener.heard.epoch === speaker.said.epoch &&
    listener.heard.sequence === speaker.said.sequence &&
    listener.heard.highest === speaker.said.sequence &&
    speaker.saidIds.every((id) => heard.has(id))
  );
}
