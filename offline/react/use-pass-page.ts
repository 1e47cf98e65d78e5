import { useEffect, useState } from 'react';
import { decodePass } from '@/domain/pass/decode-pass';
import { shortCodeOf } from '@/domain/pass/short-code';
import { registerServiceWorker } from '../service-worker/register';
import { afterPaint } from './after-paint';
import type { PassLive, PassPage } from './pass-page';

/** A queue moves in minutes; a phone with little battery asks no more often. */
const ASK_EVERY_MS = 30_000;

const keeping = () => import('./pass-keeping');

/**
 * The driver's pass by link: the fragment, then what this phone kept, then the centre whenever it answers. With no
 * network and no link the last pass opens again (rule 14).
 */
export function usePassPage(): PassPage {
  const [page, setPage] = useState<PassPage>({ kind: 'starting' });

  useEffect(() => {
    // Neither what registers the worker nor what that fetches stands before the code that a driver came for.
    afterPaint(registerServiceWorker);
    let left = false;
    const show: Show = (next) => {
      if (!left) setPage(next);
    };
    const onHash = () => void openPass(fragment(), show);
    onHash();
    window.addEventListener('hashchange', onHash);
    return () => {
      left = true;
      window.removeEventListener('hashchange', onHash);
    };
  }, []);

  const token = page.kind === 'pass' ? page.token : null;
  const passId = page.kind === 'pass' ? page.passId : null;
  useEffect(() => {
    if (token === null || passId === null) return;
    let left = false;
    const ask = async () => {
      if (document.visibilityState === 'hidden') return;
      const kept = await keeping().catch(() => null);
      const value = kept === null ? null : await kept.askPassStatus(token);
      if (kept === null || value === null) {
        if (!left) setPage((now) => (isOf(now, token) ? { ...now, live: stale(now.live) } : now));
        return;
      }
      const answer = { at: Date.now(), value };
      // Shown before it is kept: a phone whose store is full still says what the centre said.
      if (!left) setPage((now) => (isOf(now, token) ? { ...now, live: kept.liveOf(answer, true) } : now));
      await kept.keepAnswer(passId, token, answer).catch(() => undefined);
    };
    const onWake = () => void ask();
    void ask();
    const timer = setInterval(onWake, ASK_EVERY_MS);
    window.addEventListener('online', onWake);
    document.addEventListener('visibilitychange', onWake);
    return () => {
      left = true;
      clearInterval(timer);
      window.removeEventListener('online', onWake);
      document.removeEventListener('visibilitychange', onWake);
    };
  }, [token, passId]);

  return page;
}

type Held = Extract<PassPage, { kind: 'pass' }>;
const isOf = (page: PassPage, token: string): page is Held => page.kind === 'pass' && page.token === token;

/** Browsers and messengers escape some signs of a fragment. */
function fragment(): string {
  const raw = window.location.hash.slice(1);
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

type Show = (next: PassPage | ((now: PassPage) => PassPage)) => void;

/** A link shows its code before anything else is loaded: that is all a driver at the window needs. */
async function openPass(text: string, show: Show): Promise<void> {
  if (text !== '') {
    const first = pageOf(text, { kind: 'never-heard' }, false);
    show(first);
    if (first.kind !== 'pass') return;
    const kept = await keeping().catch(() => null);
    const known = await kept?.keepPass(first.passId, text, Date.now()).catch(() => null);
    if (kept === null || !known) return;
    const live = kept.liveOf(known.answer, false);
    // The centre may have been faster than this phone's own store.
    show((now) => (isOf(now, text) && now.live.kind === 'never-heard' ? { ...now, live } : now));
    return;
  }
  const kept = await keeping().catch(() => null);
  const last = await kept?.lastPass().catch(() => null);
  show(kept !== null && last ? pageOf(last.token, kept.liveOf(last.answer, false), true) : { kind: 'none' });
}

function pageOf(token: string, live: PassLive, fromStore: boolean): PassPage {
  const read = decodePass(token);
  if (read.kind !== 'decoded') return { kind: read.kind };
  const { claims } = read.pass;
  const shortCode = shortCodeOf(claims.passId);
  return { kind: 'pass', token, passId: claims.passId, shortCode, claims, kept: fromStore, live };
}

const stale = (live: PassLive): PassLive => (live.kind === 'known' ? { ...live, fresh: false } : live);
