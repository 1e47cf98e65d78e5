import { v7 as uuidv7 } from 'uuid';
import { batchSchema, MOST_BYTES } from '@/domain/neighbour/cloud-event';
import {
  CAPABILITIES_PATH,
  type Capabilities,
  capabilitiesSchema,
  EVENTS_PATH,
  REFUSALS,
  type RefusalCode,
} from '@/domain/neighbour/protocol';
import { eventMaker, type Knock, type Probed, type ProbePorts, prober } from './prober';

export type Check = { readonly name: string; readonly fault: string | null };

/**
 * Whether an installation speaks the protocol of docs/protocols/neighbour.md: what must be answered, what must be refused
 * with which code, what must be remembered. It leaves a handful of yard reports of the prober's source behind.
 */
export async function conform(ports: ProbePorts): Promise<readonly Check[]> {
  const checks: Check[] = [];
  const check = async (name: string, work: () => Promise<string | null>) => {
    const fault = await work().catch(
      (error: unknown) => `no answer: ${error instanceof Error ? error.message : 'unknown'}`,
    );
    checks.push({ name, fault });
  };

  let told: Capabilities | null = null;
  await check('capabilities', async () => {
    const answer = await fetch(ports.url + CAPABILITIES_PATH);
    const read = capabilitiesSchema.safeParse(await answer.json());
    told = read.success ? read.data : null;
    return read.success ? null : `not as the schema says at ${read.error.issues[0]?.path.join('.')}`;
  });
  const capabilities = told as Capabilities | null;
  if (capabilities === null) return checks;
  const knock = prober(ports, capabilities.key.publicKey);
  const [gate = 'HN'] = capabilities.gates;

  const first = await knock().catch(() => null);
  checks.push({
    name: 'an empty batch is taken',
    fault: first === null ? 'no answer' : expected(first, 200),
  });
  if (first?.status !== 200 || first.heard === null) return checks;
  const epoch = first.heard.epoch + 1;
  const make = eventMaker(ports, gate, epoch);

  const one = make(1);
  await check('an event is taken', async () => expected(await knock({ content: [one] }), 200) ?? null);
  await check('the same event again is known, and counted once', async () => {
    const again = await knock({ content: [one, one] });
    const fresh =
      again.body !== null && typeof again.body === 'object' && 'fresh' in again.body
        ? again.body.fresh
        : null;
    return expected(again, 200) ?? (fresh === 0 ? null : 'fresh is not 0') ?? heardIs(again, 1, 1);
  });
  await check('a gap is shown, and closed by what was missing', async () => {
    const ahead = await knock({ content: [make(3)] });
    const shown = expected(ahead, 200) ?? heardIs(ahead, 1, 3);
    if (shown !== null) return shown;
    const filled = await knock({ content: [make(2)] });
    return expected(filled, 200) ?? heardIs(filled, 3, 3);
  });
  await check('a type of a later version is counted and left alone', async () => {
    const later = await knock({ content: [make(4, { type: 'border.weather.v7', data: { wind: 3 } })] });
    return expected(later, 200) ?? heardIs(later, 4, 4);
  });
  await check('a closure that is lifted and an incident that is over are taken', async () => {
    const over = await knock({ content: [make(5, closureOf(gate)), make(6, incidentOf(gate))] });
    return expected(over, 200) ?? heardIs(over, 6, 6);
  });
  await check('a gate that it does not have is counted and left alone', async () => {
    const elsewhere = eventMaker(ports, strangeGate(capabilities.gates), epoch);
    const opened = await knock({ content: [elsewhere(7)] });
    return expected(opened, 200) ?? heardIs(opened, 7, 7);
  });
  await check('what it says can be read from the beginning, without a gap', async () => {
    const page = await knock({ method: 'GET', path: `${EVENTS_PATH}?after=0.0` });
    const read = batchSchema.safeParse(page.body);
    if (page.status !== 200) return expected(page, 200);
    if (!read.success) return `not as the schemas say at ${read.error.issues[0]?.path.join('.')}`;
    if (read.data.some(({ source }) => source !== capabilities.source)) return 'another source than its own';
    const jumps = read.data.some((event, at) => {
      const before = read.data[at - 1];
      return before?.epoch === event.epoch && Number(event.sequence) !== Number(before.sequence) + 1;
    });
    return jumps ? 'a number is missing between two' : page.signature;
  });

  for (const [code, name, wrong] of refusals(ports, make))
    await check(`${code}: ${name}`, async () => refusedAs(await knock(wrong), code));
  await check('NL-REPLAY: the same request twice', async () => {
    let kept: Record<string, string> = {};
    const once = await knock({ change: (fields) => (kept = fields) });
    return expected(once, 200) ?? refusedAs(await knock({ change: () => kept }), 'NL-REPLAY');
  });
  return checks;
}

const strangeGate = (gates: readonly string[]): string => {
  let code = 'ZZ';
  while (gates.includes(code)) code += 'Z';
  return code;
};

/** Of yesterday, of one class and lifted: it changes nothing at the side that is tried. */
const closureOf = (gate: string, reason = 'other') => ({
  type: 'border.closure.v1',
  data: {
    gate,
    flow: 'vn-cn',
    closure: uuidv7(),
    from: '2026-01-01T08:00:00+07:00',
    until: '2026-01-01T09:00:00+07:00',
    classes: ['dangerous'],
    reason,
    lifted: true,
  },
});
const incidentOf = (gate: string) => ({
  type: 'border.incident.v1',
  data: {
    gate,
    flow: 'vn-cn',
    incident: uuidv7(),
    at: '2026-01-01T08:00:00+07:00',
    code: 'other',
    over: true,
  },
});

type Wrong = readonly [RefusalCode, string, Knock];

/** Each request is right but for one thing. */
function refusals(ports: ProbePorts, make: ReturnType<typeof eventMaker>): readonly Wrong[] {
  const { now } = ports;
  const good = { content: [make(8)] };
  const text = JSON.stringify(good.content);
  return [
    [
      'NL-UNSIGNED',
      'no signature',
      { ...good, change: ({ signature: _, 'signature-input': __, ...rest }) => rest },
    ],
    [
      'NL-FORM',
      'a signature that cannot be read',
      { ...good, change: (fields) => ({ ...fields, signature: 'sig=1' }) },
    ],
    [
      'NL-COVER',
      'the digest is not covered',
      {
        ...good,
        change: (fields) => ({
          ...fields,
          'signature-input': (fields['signature-input'] ?? '').replace(' "content-digest"', ''),
        }),
      },
    ],
    ['NL-KEY', 'a key that does not count', { ...good, keys: ports.stranger }],
    ['NL-EXPIRED', 'signed six minutes ago', { ...good, now: now() - 360_000 }],
    ['NL-CLOCK', 'signed in six minutes', { ...good, now: now() + 360_000 }],
    ['NL-DIGEST', 'another body', { ...good, body: text.replace('"places":100', '"places":999') }],
    [
      'NL-SIGNATURE',
      'another signature',
      { ...good, change: (fields) => ({ ...fields, signature: `sig=:${'A'.repeat(86)}==:` }) },
    ],
    ['NL-TYPE', 'another content type', { ...good, type: 'application/json' }],
    ['NL-SIZE', 'too long', { content: 'x'.repeat(MOST_BYTES) }],
    ['NL-METHOD', 'another method', { ...good, method: 'PUT' }],
    ['NL-CURSOR', 'a cursor that is none', { method: 'GET', path: `${EVENTS_PATH}?after=yesterday` }],
    [
      'NL-EVENTS',
      'a name in an event',
      { content: [make(8, { data: { ...dataOf(make(8)), driver: 'Nguyễn Văn A' } })] },
    ],
    ['NL-EVENTS', 'a reason in free text', { content: [make(8, closureOf('HN', 'Nguyễn Văn A called'))] }],
    ['NL-EVENTS', 'a time without its offset', { content: [make(8, { time: '2026-11-27T08:00:00' })] }],
    ['NL-EVENTS', 'no batch', { content: { not: 'a batch' } }],
    ['NL-SOURCE', "somebody else's event", { content: [make(8, { source: 'urn:border:cn:elsewhere' })] }],
    ['NL-SEQUENCE', 'a number that stands for another event', { content: [make(1)] }],
  ];
}

const dataOf = ({ data }: Record<string, unknown>): object =>
  typeof data === 'object' && data !== null ? data : {};

function expected(answer: Probed, status: number): string | null {
  if (answer.status !== status) return `${answer.status} ${String(answer.code ?? '')} instead of ${status}`;
  return answer.signature === null ? null : `signature of the answer: ${answer.signature}`;
}

function heardIs({ heard }: Probed, sequence: number, highest: number): string | null {
  if (heard === null) return 'border-heard cannot be read';
  const isRight = heard.sequence === sequence && heard.highest === highest;
  return isRight
    ? null
    : `border-heard says ${heard.sequence}, ${heard.highest} instead of ${sequence}, ${highest}`;
}

function refusedAs(answer: Probed, code: RefusalCode): string | null {
  if (answer.status === REFUSALS[code] && answer.code === code) return null;
  return `${answer.status} ${String(answer.code ?? 'without a code')} instead of ${REFUSALS[code]} ${code}`;
}
