import { LINK_FORGOTTEN_MS, LINK_FRESH_MS, TOLD_FORGOTTEN_MS, TOLD_FRESH_MS } from '../flow/neighbour';
import { type Channel, isLater, type Statement } from './statement';

/** How people tell each other; the other channels are a sheet's and the link's. */
export const SPOKEN_CHANNELS = [
  'hotline',
  'letter',
  'meeting',
  'message',
] as const satisfies readonly Channel[];
export type SpokenChannel = (typeof SPOKEN_CHANNELS)[number];

/** `fading`: counts less and less against what our own exits show; `stale`: counts no more; `over`: its term has ended. */
export type Worth = 'holds' | 'fading' | 'stale' | 'over';

/** What a statement is worth now, by the terms by which the flow's rules read it (BU-6, FL-4, NE-3). `now` in ms. */
export function worthOf(
  { kind, level, saidAt, validUntil }: Pick<Statement, 'kind' | 'level' | 'saidAt' | 'validUntil'>,
  now: number,
): Worth {
  if (validUntil !== null && validUntil <= now) return 'over';
  // A closure or an incident is said once, by a machine too.
  const isRepeated = level === 'machine' && kind !== 'closure' && kind !== 'incident';
  if (validUntil !== null && !isRepeated) return 'holds';
  const [freshMs, forgottenMs] = isRepeated
    ? [LINK_FRESH_MS, LINK_FORGOTTEN_MS]
    : [TOLD_FRESH_MS, TOLD_FORGOTTEN_MS];
  const age = now - saidAt;
  if (age <= freshMs) return 'holds';
  return age <= forgottenMs ? 'fading' : 'stale';
}

/** A closure or an incident that is not over; of which word it is the last says `lastWords`. */
export function isStop(
  statement: Statement,
  now: number,
): statement is Extract<Statement, { kind: 'closure' | 'incident' }> {
  if (statement.kind === 'incident') return !statement.said.over;
  if (statement.kind !== 'closure' || statement.said.lifted) return false;
  return statement.validUntil === null || now < statement.validUntil;
}

/** What a statement is about: a later one about the same takes its place. */
export function matterOf(statement: Statement): string {
  const { kind, said } = statement;
  switch (kind) {
    case 'closure':
      return `closure ${said.closure}`;
    case 'incident':
      return `incident ${said.incident}`;
    case 'manifest':
    case 'receipt':
      return `${kind} ${said.flow} ${Date.parse(said.from)}`;
    case 'yard':
      return 'yard';
    case 'agreement':
      return `agreement ${said.steps[0]?.agreement ?? ''}`;
    default:
      return `${kind} ${said.flow}`;
  }
}

/** Of every matter the last word; a correction is a later word, nothing is struck out (BU-8). */
export function lastWords(statements: readonly Statement[]): readonly Statement[] {
  const last = new Map<string, Statement>();
  for (const each of statements) {
    const known = last.get(matterOf(each));
    if (known === undefined || isLater(each, known)) last.set(matterOf(each), each);
  }
  return [...last.values()].sort((a, b) => a.saidAt - b.saidAt);
}
