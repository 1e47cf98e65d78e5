import { decide } from '@/domain/admission/decide';
import { firstDoubt, isInPlace } from '@/domain/admission/first-doubt';
import type { AdmissionCode, AdmissionContext, Decision } from '@/domain/admission/verdict';
import { subset } from '@/domain/crossing/event-set';
import { fold } from '@/domain/crossing/fold';
import { gateById } from '@/domain/gate/gates';
import type { DecodedPass } from '@/domain/pass/claims';
import { decodePass } from '@/domain/pass/decode-pass';
import type { EventId } from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';
import { verdictIncident } from '@/domain/sync/device-incidents';
import type { GateEvent, Hlc } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';
import type { Noticed } from '../log/append-events';
import type { PassToken } from '../log/project-crossing';
import type { Touched } from '../log/touched-crossings';

/**
 * Contradictions that already are incidents of their own kind (double use, admitted after revocation, superseded
 * revision): told once, not twice.
 */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set<AdmissionCode>(['AD-USED', 'PS-REV', 'PS-OLD']);
/** What only the tablet can know: its lane, its lists, its clock. */
const OF_THE_TABLET: ReadonlySet<string> = new Set<AdmissionCode>(['AD-DIR', 'PS-EARLY']);

/**
 * IN-4: the same `decide` over every scan and tick with a pass, with all that the centre knows now of what happened
 * before it. Raised where one side refuses and the other does not; both verdicts stay as they are. What arrives late
 * may have happened before what is held already: that is judged anew, and the contradiction may be gone.
 */
export function judgeAgain(touched: readonly Touched[], agencyOf: (device: string) => string): Noticed {
  const raised: Incident[] = [];
  const sound = new Set<EventId>();
  for (const where of touched) {
    const doubt = firstDoubt(where.process, where.events);
    for (const event of toBeJudged(where)) {
      const decision = decisionAtCentre(where, event, agencyOf, doubt);
      if (decision === null) continue;
      const incident =
        decision !== 'not-refused' && contradicts(event, decision)
          ? verdictIncident(event, decision.verdict)
          : null;
      if (incident !== null) raised.push({ ...incident, crossingId: where.crossingId });
      else sound.add(event.id);
    }
  }
  return { raised, withdrawn: [], sound };
}

/** What arrives, and what is held and happened after the first of it: there, another past is known now. */
function toBeJudged({ events, arriving }: Touched): readonly GateEvent[] {
  const first = arriving.reduce<string | null>(
    (least, { hlc }) => (least === null || hlc < least ? hlc : least),
    null,
  );
  return first === null ? [] : events.filter((event) => event.hlc >= first);
}

/** Null: there is nothing to judge. `not-refused`: the tablet did not refuse, and the centre could not either (AD-18). */
function decisionAtCentre(
  where: Touched,
  event: GateEvent,
  agencyOf: (device: string) => string,
  doubt: Hlc | null,
): Decision | 'not-refused' | null {
  if (event.type !== 'pass.scanned' && event.type !== 'step.confirmed') return null;
  if (event.verdict === null || event.verdict === 'cannot-tell' || event.passId === null) return null;
  const shown = event.type === 'pass.scanned' ? event.body.revision : null;
  const pass = readPass(tokenShown(where.tokens, event.passId, shown));
  const gate = gateById(event.gateId);
  const agency = agencySchema.safeParse(event.agency ?? agencyOf(event.device));
  if (pass === null || gate === null || !agency.success) return null;
  const now = occurredAt(event);
  const isCalm = event.verdict !== 'refuse' && (doubt === null || event.hlc < doubt);
  const direction: AdmissionContext['direction'] = event.direction ?? 'both';
  const place = { gateNumber: gate.number, direction, now, step: event.step, process: where.process };
  if (isCalm && isInPlace(pass.claims, place)) return 'not-refused';
  const before = subset(where.events, (one) => isBefore(one, event));
  const context: AdmissionContext = {
    ...place,
    gateId: event.gateId,
    device: event.device,
    agency: agency.data,
    lists: { keysIssuedAt: now, revocationIssuedAt: now },
    revoked: () => false, // the log itself says so, with the time
    crossing: before.length === 0 ? null : fold(where.process, before),
    lastExchangeAt: now,
    centre: true,
  };
  // Genuine by our own record: the text is the one that was signed here for this pass.
  return decide({ kind: 'verify', outcome: { kind: 'genuine', pass, kid: pass.kid } }, context);
}

function contradicts(event: GateEvent, decision: Decision): boolean {
  if ((event.verdict === 'refuse') === (decision.verdict === 'refuse')) return false;
  if (event.verdict === 'refuse')
    return !event.codes.some((code) => OF_THE_TABLET.has(code) || TOLD_ELSEWHERE.has(code));
  return !TOLD_ELSEWHERE.has(decision.code);
}

function tokenShown(tokens: readonly PassToken[], passId: string, revision: number | null): string | null {
  const own = tokens.filter((token) => token.passId === passId).sort((a, b) => b.revision - a.revision);
  return (own.find((token) => token.revision === revision) ?? own[0])?.token ?? null;
}

const isBefore = (one: GateEvent, event: GateEvent): boolean =>
  one.hlc < event.hlc || (one.hlc === event.hlc && one.device === event.device && one.seq < event.seq);

/** A day's passes are shown again and again; reading one costs more than judging it. */
const readPasses = new Map<string, DecodedPass | null>();
const READ_PASSES_KEPT = 50_000;

function readPass(token: string | null): DecodedPass | null {
  if (token === null) return null;
  const known = readPasses.get(token);
  if (known !== undefined) return known;
  const outcome = decodePass(token);
  const pass = outcome.kind === 'decoded' ? outcome.pass : null;
  const [oldest] = readPasses.size < READ_PASSES_KEPT ? [] : readPasses.keys();
  if (oldest !== undefined) readPasses.delete(oldest);
  readPasses.set(token, pass);
  return pass;
}
