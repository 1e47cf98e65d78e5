/** What was begun by a press on "sign out" and the centre has not heard yet: this browser's push address, if it has one. */
export type Leaving = { readonly endpoint: string | null };

export type LeavingPorts = {
  readonly kept: () => string | null;
  readonly keep: (text: string | null) => void;
  /** Posts to the centre; false: it was not reached, or cannot answer now. */
  readonly post: (path: string, body: object) => Promise<boolean>;
};

const LEAVING = 'leaving';
const TIMEOUT_MS = 15_000;

/**
 * TE-16: who signs out is told by this browser no more, and is out, network or not.
 *
 *   signed in ──press──▶ leaving (kept here) ──the centre has ended both──▶ signed out
 *                           └──no network──▶ at the next contact, before anything else is asked
 *
 * The push address goes first, while the session still says whose it is.
 * @returns whether nobody is leaving any more
 */
export async function finishLeaving(ports: LeavingPorts): Promise<boolean> {
  const leaving = readLeaving(ports.kept());
  return leaving === null || leave(ports, leaving);
}

async function leave(ports: LeavingPorts, { endpoint }: Leaving): Promise<boolean> {
  if (endpoint !== null && !(await ports.post('/api/trpc/telling.unsubscribe', { endpoint }))) return false;
  if (!(await ports.post('/api/auth/sign-out', {}))) return false;
  ports.keep(null);
  return true;
}

export function beginLeaving(ports: LeavingPorts, leaving: Leaving): Promise<boolean> {
  ports.keep(JSON.stringify(leaving));
  return leave(ports, leaving);
}

function readLeaving(text: string | null): Leaving | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    const endpoint = typeof kept === 'object' && kept !== null && 'endpoint' in kept ? kept.endpoint : null;
    return { endpoint: typeof endpoint === 'string' ? endpoint : null };
  } catch {
    return { endpoint: null };
  }
}

/** A browser that keeps nothing signs out at once or not at all. */
export const browserPorts: LeavingPorts = {
  kept: () => {
    try {
      return localStorage.getItem(LEAVING);
    } catch {
      return null;
    }
  },
  keep: (text) => {
    try {
      if (text === null) localStorage.removeItem(LEAVING);
      else localStorage.setItem(LEAVING, text);
    } catch {
      // What was to be sent is sent all the same.
    }
  },
  post: async (path, body) => {
    try {
      const { status } = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      // A refusal is an answer: there is no such session, or no such address, any more.
      return status < 500 && status !== 429;
    } catch {
      return false;
    }
  },
};

let finishing: Promise<boolean> | null = null;

/** For whatever asks the centre in somebody's name: first whoever has left is out. Many at once ask once. */
export function finishLeavingFirst(ports: LeavingPorts = browserPorts): Promise<boolean> {
  if (ports.kept() === null) return Promise.resolve(true);
  finishing ??= finishLeaving(ports).finally(() => {
    finishing = null;
  });
  return finishing;
}
