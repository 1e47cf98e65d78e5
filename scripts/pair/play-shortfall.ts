import { DAY, HOUR, MINUTE } from '@/domain/flow/simulation/episode';
import { EPISODES } from '@/domain/flow/simulation/episodes';
import { type Child, CN, startSide, VN } from './child';
import { faultyProxy } from './faulty-proxy';

/** People look and call every ten minutes: so fine is it played. */
export const STEP = 10 * MINUTE;

export type Stranded = {
  /** Most at one time that were called, were ready and were not taken; and so many when the gate closed. */
  readonly most: number;
  readonly atClose: number;
  readonly called: number;
  readonly left: number;
  /** Mean of what was believed that they take, vehicles per hour. */
  readonly believed: number;
};

/**
 * The first day of a published episode through two installations: the other side takes less than was agreed. Linked, its
 * machine says so; not linked, ours has the agreement and what it measures at its own exits.
 */
export async function playShortfall(
  id: string,
  {
    folder,
    isLinked,
    stock,
  }: { readonly folder: string; readonly isLinked: boolean; readonly stock?: number },
): Promise<Stranded> {
  const [queue] = EPISODES.find((each) => each.id === id)?.queues ?? [];
  const [open] = queue?.open ?? [];
  const [told] = queue?.told ?? [];
  if (queue === undefined || open === undefined || told === undefined)
    throw new Error(`${id} has no agreement to fall short of`);
  const proxy = await faultyProxy(2, () => 1);
  proxy.isCut = !isLinked;
  const [vnDoor = '', cnDoor = ''] = proxy.doors;
  const at = open.from;
  const vn = await startSide({ dataDir: `${folder}-vn`, source: VN, other: CN, origin: vnDoor, at });
  const cn = await startSide({ dataDir: `${folder}-cn`, source: CN, other: VN, origin: cnDoor, at });
  try {
    proxy.lead(0, vn.hello.port);
    proxy.lead(1, cn.hello.port);
    await vn.ask({ ...cn.hello, do: 'introduce', url: cnDoor, at });
    await cn.ask({ ...vn.hello, do: 'introduce', url: vnDoor, at });
    const until = at + 5 * DAY;
    await vn.ask({ do: 'hear', at, perHour: Math.round(told.vehiclesPerHour), until });
    return await playDay({ vn, cn }, { ...queue, openingStock: stock ?? queue.openingStock }, open);
  } finally {
    await Promise.all([vn, cn].map((side) => side.ask({ do: 'end' }).catch(() => side.kill())));
    await proxy.stop();
  }
}

type Queue = (typeof EPISODES)[number]['queues'][number];

async function playDay(
  { vn, cn }: { readonly vn: Child; readonly cn: Child },
  queue: Queue,
  open: { readonly from: number; readonly to: number },
): Promise<Stranded> {
  let line: string[] = [];
  let plate = 10_000;
  const sum = { most: 0, called: 0, left: 0, believed: 0 };
  const perHour = queue.taken(open.from);
  const steps = Math.round((open.to - open.from) / STEP);
  const due = (step: number, rate: number) =>
    Math.floor(((step + 1) * rate * STEP) / HOUR) - Math.floor((step * rate * STEP) / HOUR);
  for (let step = 0; step < steps; step += 1) {
    const at = open.from + step * STEP;
    const coming = arrivalsOf(queue, at, step) + (step === 0 ? queue.openingStock : 0);
    const arrive = Array.from({ length: coming }, () => {
      plate += 1;
      return { plate: `15C${plate}`, driver: `Nguyễn Văn ${plate}`, idNumber: `02730${plate}00` };
    });
    const taken = line.slice(0, due(step, perHour));
    line = line.slice(taken.length);
    sum.left += taken.length;
    const lanes = (rate: number) => (step === 0 ? Math.round(rate) : null);
    const [ours] = await Promise.all([
      vn.ask({ do: 'minute', at, arrive, leave: taken, take: [], lanesPerHour: lanes(queue.ownPerHour) }),
      cn.ask({ do: 'minute', at, arrive: [], leave: [], take: taken, lanesPerHour: lanes(perHour) }),
    ]);
    await Promise.all([vn.ask({ do: 'say', at }), cn.ask({ do: 'say', at })]);
    line = [...line, ...ours.ready.map((each) => each.plate)];
    sum.called += ours.called;
    sum.believed += ours.takes;
    sum.most = Math.max(sum.most, line.length);
  }
  return { ...sum, atClose: line.length, believed: Math.round(sum.believed / steps) };
}

/** Who comes within a step, as the episode spreads its day over the hours. */
export function arrivalsOf(
  { cells, perDay, startsAt }: Pick<Queue, 'cells' | 'perDay' | 'startsAt'>,
  at: number,
  step: number,
): number {
  const all = cells.reduce((sum, { vehicles }) => sum + vehicles, 0);
  const inHour = (hour: number) =>
    cells.reduce((sum, cell) => sum + (cell.hour === hour ? cell.vehicles : 0), 0);
  const before = (moment: number) => {
    const hours = (moment - startsAt) / HOUR;
    const whole = Math.floor(hours);
    const full = Array.from({ length: whole }, (_, hour) => inHour(hour % 24)).reduce((a, b) => a + b, 0);
    return Math.floor((perDay * (full + (hours - whole) * inHour(whole % 24))) / all);
  };
  // At the opening those of the night stand there already.
  return before(at + STEP) - (step === 0 ? 0 : before(at));
}
