import { finishLeavingFirst } from '@/offline/push/leaving';
import type { Me } from '../app/answers';
import { destinationOf, wantedPage } from './after-sign-in';

export const TROUBLES = ['empty', 'wrong', 'code', 'tooMany', 'unreachable', 'later'] as const;
/** Why signing in did not work; a wrong password and an unknown contact look alike on purpose (FM-8). */
export type Trouble = (typeof TROUBLES)[number];

type Answer =
  | { readonly ok: true; readonly said: unknown }
  | {
      readonly ok: false;
      readonly trouble: Trouble;
      /** Null: not reached. */
      readonly status: number | null;
    };

const troubleOf = (status: number): Trouble =>
  status === 429 ? 'tooMany' : status >= 500 ? 'later' : 'wrong';

/** Asks a door of sign-in, whose cookies the browser keeps. Never throws. */
export async function postAuth(path: string, body: unknown): Promise<Answer> {
  try {
    // Somebody who left without a network would be taken for whoever comes in now.
    if (!(await finishLeavingFirst())) return { ok: false, trouble: 'unreachable', status: null };
    const response = await fetch(`/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) return { ok: false, trouble: troubleOf(response.status), status: response.status };
    return { ok: true, said: await response.json() };
  } catch {
    return { ok: false, trouble: 'unreachable', status: null };
  }
}

/** Leaves for the page that asked for the sign-in, else for where the role works. */
export function goIn(me: Me): Trouble | null {
  if (me.kind !== 'person') return 'later';
  location.assign(destinationOf(me.role, wantedPage()));
  return null;
}

/** What an answer says of a password that a manager read out. */
export const mustChange = (said: unknown): boolean =>
  typeof said === 'object' &&
  said !== null &&
  'user' in said &&
  typeof said.user === 'object' &&
  said.user !== null &&
  'mustChangePassword' in said.user &&
  said.user.mustChangePassword === true;
