import { type SetStateAction, startTransition, useCallback, useEffect, useState } from 'react';
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
  // In pieces, between which a slow phone hears its person.
  const show = useCallback((next: SetStateAction<PassPage>) => startTransition(() => setPage(next)), []);

  useEffect(() => {
    // Neither what registers the worker nor what that fetches stands before the code that a driver came for.
    afterPaint(registerServiceWorker);
    let left = false;
    let opening = 0;
    const onHash = () => {
      opening += 1;
      const mine = opening;
      void openPass(fragment()).then((opened) => {
        // Another link may have come while this phone's store was asked for its last pass.
        if (left || mine !== opening) return;
        // The same pass again: what the centre said of it holds.
        show((now) =>
          opened.kind === 'pass' && isOf(now, opened.token) ? { ...opened, live: now.live } : opened,
        );
      });
    };
    onHash();
    window.addEventListener('hashchange', onHash);
    return () => {
      left = true;
      window.removeEventListener('hashchange', onHash);
    };
  }, [show]);

  const token = page.kind === 'pass' ? page.token : null;
  const passId = page.kind === 'pass' ? page.passId : null;
  const isKept = page.kind === 'pass' && page.kept;
  useEffect(() => {
    if (token === null || passId === null) return;
    let left = false;
    const keep = async () => {
      const kept = await keeping().catch(() => null);
      const known = await kept?.keepPass(passId, token, Date.now()).catch(() => null);
      if (left || kept === null || !known) return;
      const live = kept.liveOf(known.answer, false);
      // The centre may have been faster than this phone's own store.
      show((now) => (isOf(now, token) && now.live.kind === 'never-heard' ? { ...now, live } : now));
    };
    const ask = async () => {
      if (document.visibilityState === 'hidden') return;
      const kept = await keeping().catch(() => null);
      const value = kept === null ? null : await kept.askPassStatus(token);
      if (kept === null || value === null) {
        if (!left) show((now) => (isOf(now, token) ? { ...now, live: stale(now.live) } : now));
        return;
      }
      const answer = { at: Date.now(), value };
      // Shown before it is kept: a phone whose store is full still says what the centre said.
      if (!left) show((now) => (isOf(now, token) ? { ...now, live: kept.liveOf(answer, true) } : now));
      await kept.keepAnswer(passId, token, answer).catch(() => undefined);
    };
    const onWake = () => void ask();
    // The code is all that a driver at the window needs: nothing else is loaded before it is seen.
    afterPaint(() => {
      if (left) return;
      if (!isKept) void keep();
      void ask();
    });
    const timer = setInterval(onWake, ASK_EVERY_MS);
    window.addEventListener('online', onWake);
    document.addEventListener('visibilitychange', onWake);
    return () => {
      left = true;
      clearInterval(timer);
      window.removeEventListener('online', onWake);
      document.removeEventListener('visibilitychange', onWake);
    };
  }, [show, token, passId, isKept]);

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

/** A link shows its code at once; without one the last that this phone kept is looked for. */
async function openPass(text: string): Promise<PassPage> {
  if (text !== '') return pageOf(text, { kind: 'never-heard' }, false);
  const kept = await keeping().catch(() => null);
  const last = await kept?.lastPass().catch(() => null);
  return kept !== null && last ? pageOf(last.token, kept.liveOf(last.answer, false), true) : { kind: 'none' };
}

function pageOf(token: string, live: PassLive, fromStore: boolean): PassPage {
  const read = decodePass(token);
  if (read.kind !== 'decoded') return { kind: read.kind };
  const { claims } = read.pass;
  const shortCode = shortCodeOf(claims.passId);
  return { kind: 'pass', token, passId: claims.passId, shortCode, claims, kept: fromStore, live };
}

const stale = (live: PassLive): PassLive => (live.kind === 'known' ? { ...live, fresh: false } : live);
