import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import type { CurrentGates, ErrorCode } from '../app/answers';
import { noteAnswer } from '../app/connection';
import { takeEarly } from './early-ask';

const TIMEOUT_MS = 20_000;

type Answer<T> =
  | { readonly result: { readonly data: T } }
  | { readonly error: { readonly data: { readonly errorCode: ErrorCode } } };

/** The centre said no, as the API's client would say it. */
class Refusal extends Error {
  readonly data: { readonly errorCode: ErrorCode };

  constructor(errorCode: ErrorCode) {
    super(errorCode);
    this.data = { errorCode };
  }
}

/**
 * Without the API's client, which with its cache would be a third of what a board loads. By POST like every question.
 * @throws Refusal when the centre said no, another error when it did not answer
 */
async function ask<T>(
  procedure: 'board.gate' | 'board.province' | 'gates.current',
  input?: object,
): Promise<T> {
  const body = input === undefined ? undefined : JSON.stringify(input);
  try {
    const response = await (takeEarly(procedure, body) ??
      fetch(`/api/trpc/${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body }),
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }));
    noteAnswer(response.status < 502 || response.status > 504);
    const answer = (await response.json()) as Answer<T>;
    if ('result' in answer) return answer.result.data;
    throw new Refusal(answer.error.data.errorCode);
  } catch (error) {
    if (!(error instanceof Refusal)) noteAnswer(false);
    throw error;
  }
}

export const askGate = (gateId: GateId): Promise<GateSnapshot> => ask('board.gate', { gateId });
export const askProvince = (): Promise<readonly GateSnapshot[]> => ask('board.province');
/** The table of gates; null: the one of version `known` is the newest. */
export const askGates = (known: number): Promise<CurrentGates> => ask('gates.current', { known });
