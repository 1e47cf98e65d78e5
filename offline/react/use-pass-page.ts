import { useEffect, useState } from 'react';
import { decodePass } from '@/domain/pass/decode-pass';
import { shortCodeOf } from '../checkpoint/search-keys';
import { registerServiceWorker } from '../service-worker/register';
import { type KeptPass, keepAnswer, keepPass, lastPass } from '../store/phone';
import type { PassLive, PassPage } from './pass-page';
import { askPassStatus, readAnswer } from './pass-status';

const ASK_EVERY_MS = 60_000;

/** Links carry the token encoded; one that was typed or pasted may carry it bare. */
export function tokensOfFragment(fragment: string): readonly string[] {
  const bare = fragment.replace(/^#/, '');
  if (bare === '') return [];
  try {
    return [decodeURIComponent(bare), bare];
  } catch {
    return [bare];
  }
}

const liveOf = (kept: KeptPass | null, fresh: boolean): PassLive => {
  const answer = readAnswer(kept?.answer?.value);
  return answer === null || !kept?.answer
    ? { kind: 'never-heard' }
    : { kind: 'known', answer, askedAt: kept.answer.at, fresh };
};

function pageOf(token: string, kept: KeptPass | null, fromKept: boolean): PassPage {
  const outcome = decodePass(token);
  if (outcome.kind !== 'decoded') return { kind: outcome.kind };
  const { claims } = outcome.pass;
  const { passId } = claims;
  return {
    kind: 'pass',
    token,
    passId,
    shortCode: shortCodeOf(passId),
    claims,
    kept: fromKept,
    live: liveOf(kept, false),
  };
}

/** The pass of the link, kept on this phone at once; without a link the one opened last (OF-24). */
async function openPage(fragment: string): Promise<PassPage> {
  const tokens = tokensOfFragment(fragment);
  if (tokens.length === 0) {
    const kept = await lastPass().catch(() => null);
    return kept === null ? { kind: 'none' } : pageOf(kept.token, kept, true);
  }
  const pages = tokens.map((token) => pageOf(token, null, false));
  const page = pages.find(({ kind }) => kind === 'pass') ?? pages[0] ?? { kind: 'none' };
  if (page.kind !== 'pass') return page;
  // A phone that lets nothing be stored shows the pass all the same.
  const kept = await keepPass(page.passId, page.token, Date.now()).catch(() => null);
  return { ...page, live: liveOf(kept, false) };
}

async function refreshed(page: Extract<PassPage, { kind: 'pass' }>): Promise<PassPage> {
  const answer = await askPassStatus(page.token);
  if (answer === null) {
    return page.live.kind === 'known' ? { ...page, live: { ...page.live, fresh: false } } : page;
  }
  const askedAt = Date.now();
  await keepAnswer(page.passId, { at: askedAt, value: answer }).catch(() => undefined);
  return { ...page, live: { kind: 'known', answer, askedAt, fresh: true } };
}

/** The driver's pass: from the link's fragment, else from this phone; its live state whenever the network allows. */
export function usePassPage(): PassPage {
  const [page, setPage] = useState<PassPage>({ kind: 'starting' });

  useEffect(() => {
    registerServiceWorker();
    let current: PassPage = { kind: 'starting' };
    let left = false;
    /** Grows with each opened link: an answer for the one before is not shown. */
    let opening = 0;
    const show = (next: PassPage) => {
      current = next;
      if (!left) setPage(next);
    };
    const ask = async () => {
      const asked = opening;
      if (current.kind !== 'pass' || document.visibilityState !== 'visible') return;
      const next = await refreshed(current);
      if (asked === opening) show(next);
    };
    const open = async () => {
      opening += 1;
      const asked = opening;
      const next = await openPage(window.location.hash);
      if (asked !== opening) return;
      show(next);
      await ask();
    };
    const onOpen = () => void open();
    const onAsk = () => void ask();
    const timer = setInterval(onAsk, ASK_EVERY_MS);
    window.addEventListener('hashchange', onOpen);
    window.addEventListener('online', onAsk);
    document.addEventListener('visibilitychange', onAsk);
    onOpen();
    return () => {
      left = true;
      clearInterval(timer);
      window.removeEventListener('hashchange', onOpen);
      window.removeEventListener('online', onAsk);
      document.removeEventListener('visibilitychange', onAsk);
    };
  }, []);

  return page;
}
