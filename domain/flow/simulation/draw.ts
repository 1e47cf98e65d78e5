import { clockOf, dateOf, HOME, NEIGHBOUR } from '../zones';
import { DAY, HOUR } from './episode';
import type { Sample } from './ground';
import type { Played } from './play';

const WIDTH = 1200;
const HEIGHT = 460;
/** More than the picture has room for. */
const MOST_POINTS = 600;
const BOX = { left: 64, right: 1176, top: 72, bottom: 388 };
/** From the ground up: what stands inside, in the yards, on the road, and who waits at home. */
const LAYERS = [
  { of: (sample: Sample) => sample.inside, colour: '#1a7f5a', name: 'inside the gate' },
  { of: (sample: Sample) => sample.staging, colour: '#5b8def', name: 'in the staging yard' },
  { of: (sample: Sample) => sample.road, colour: '#c0392b', name: 'on the road' },
  { of: (sample: Sample) => sample.home, colour: '#c9ced6', name: 'told to come later' },
] as const;

const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const write = (x: number, y: number, text: string, more = ''): string =>
  `<text x="${round(x)}" y="${round(y)}" ${more}>${escaped(text)}</text>`;

/** A step up to the next 1, 2 or 5 of its power of ten, so that four or five lines fit. */
function stepOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 5)));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => most / step <= 5) ?? 10 * power;
}

/**
 * One run as a picture: where vehicles stood over the time, closed hours in grey, and both clocks along it (rule 12). SVG
 * text and nothing else, so that a command, a worker or a test may draw it.
 */
export function drawRun(played: Played, title: string): string {
  const all = played.samples.filter(({ at }) => at <= played.endsAt + HOUR);
  const samples = all.filter((_, nth) => nth % Math.ceil(all.length / MOST_POINTS) === 0);
  const [from, to] = [samples[0]?.at ?? 0, Math.max(samples.at(-1)?.at ?? 1, (samples[0]?.at ?? 0) + HOUR)];
  const total = (sample: Sample) => LAYERS.reduce((sum, { of }) => sum + of(sample), 0);
  const most = Math.max(10, ...samples.map(total));
  const x = (at: number) => BOX.left + ((at - from) / (to - from)) * (BOX.right - BOX.left);
  const y = (vehicles: number) => BOX.bottom - (vehicles / most) * (BOX.bottom - BOX.top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    write(BOX.left, 24, title, 'font-size="18" font-weight="bold"'),
    ...legend(),
    ...closedHours(played, from, to, x),
    ...layers(samples, x, y),
    ...scale(most, y),
    ...clocks(from, to, x),
    '</svg>',
    '',
  ].join('\n');
}

const legend = (): string[] =>
  LAYERS.flatMap(({ colour, name }, nth) => [
    `<rect x="${BOX.left + nth * 190}" y="38" width="12" height="12" fill="${colour}"/>`,
    write(BOX.left + nth * 190 + 18, 48, name),
  ]);

function closedHours(played: Played, from: number, to: number, x: (at: number) => number): string[] {
  const { open } = played.episode;
  const edges = [from, ...open.flatMap((each) => [each.from, each.to]), to];
  return edges.flatMap((begin, nth) => {
    const end = edges[nth + 1];
    if (nth % 2 === 1 || end === undefined) return [];
    const [left, right] = [x(Math.max(from, begin)), x(Math.min(to, end))];
    if (right <= left) return [];
    return [
      `<rect x="${round(left)}" y="${BOX.top}" width="${round(right - left)}" height="${BOX.bottom - BOX.top}" fill="#f0f1f3"/>`,
    ];
  });
}

function layers(
  samples: readonly Sample[],
  x: (at: number) => number,
  y: (vehicles: number) => number,
): string[] {
  let below = samples.map(() => 0);
  return LAYERS.map(({ of, colour }) => {
    const above = samples.map((sample, nth) => (below[nth] ?? 0) + of(sample));
    const point = (sample: Sample, vehicles: number) => `${round(x(sample.at))},${round(y(vehicles))}`;
    const up = samples.map((sample, nth) => point(sample, above[nth] ?? 0));
    const back = samples.map((sample, nth) => point(sample, below[nth] ?? 0)).toReversed();
    below = above;
    return `<polygon points="${[...up, ...back].join(' ')}" fill="${colour}"/>`;
  });
}

function scale(most: number, y: (vehicles: number) => number): string[] {
  const step = stepOf(most);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step).flatMap((vehicles) => [
    `<line x1="${BOX.left}" x2="${BOX.right}" y1="${round(y(vehicles))}" y2="${round(y(vehicles))}" stroke="#8884"/>`,
    write(BOX.left - 8, y(vehicles) + 4, String(vehicles), 'text-anchor="end"'),
  ]);
}

/** Hours of a day or two, else days: above in the home clock, below in the neighbour's. */
function clocks(from: number, to: number, x: (at: number) => number): string[] {
  const days = (to - from) / DAY;
  const step = days <= 2 ? 3 * HOUR : days <= 5 ? 12 * HOUR : DAY;
  const shown = (at: number, zone: typeof HOME | typeof NEIGHBOUR) =>
    step === DAY ? dateOf(at, zone).slice(5) : clockOf(at, zone);
  const first = Math.ceil(from / HOUR) * HOUR;
  const ticks = Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, n) => first + n * step);
  const every = Math.max(1, Math.ceil(ticks.length / 16));
  return [
    write(4, BOX.bottom + 20, 'Hà Nội'),
    write(4, BOX.bottom + 40, '北京'),
    ...ticks.flatMap((at, nth) => [
      `<line x1="${round(x(at))}" x2="${round(x(at))}" y1="${BOX.bottom}" y2="${BOX.bottom + 5}" stroke="#222"/>`,
      ...(nth % every === 0
        ? [
            write(x(at), BOX.bottom + 20, shown(at, HOME), 'text-anchor="middle"'),
            write(x(at), BOX.bottom + 40, shown(at, NEIGHBOUR), 'text-anchor="middle" fill="#777"'),
          ]
        : []),
    ]),
    write(
      BOX.left,
      HEIGHT - 12,
      `${dateOf(from, HOME)} ${clockOf(from, HOME)} – ${dateOf(to, HOME)} ${clockOf(to, HOME)}`,
      'fill="#777"',
    ),
  ];
}
