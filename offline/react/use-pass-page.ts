import { useEffect, useState } from 'react';
import { decodePass } from '@/domain/pass/decode-pass';
import { shortCodeOf } from '../checkpoint/search-keys';
import { registerServiceWorker } from '../service-worker/register';
import { type KeptPass, keepAnswer, keepPass, lastPass } from '../store/phone';
import { askPassStatus, readStatus } from './ask-pass-status';
import type { PassLive, PassPage } from './pass-page';

/** A queue moves in minutes; a phone with little battery asks no more often. */
const ASK_EVERY_MS = 30_000;

/**
 * The driver's pass by link: the fragment, then what this phone kept, then the centre whenever it answers. With no
 * network and no link the last pass opens again (rule 14).
 */
export function usePassPage(): PassPage {
  const [page, setPage] = useState<PassPage>({ kind: 'starting' });

  useEffect(() => {
    registerServiceWorker();
    let left = false;
    const show = (next: PassPage) => {
      if (!left) setPage(next);
    };
    const open = async () => show(await openPass(fragment()));
    const onHash = () => void open();
    void open();
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
      const value = await askPassStatus(token);
      if (value === null) {
        if (!left) setPage((now) => (isOf(now, token) ? { ...now, live: stale(now.live) } : now));
        return;
      }
      const answer = { at: Date.now(), value };
      await keepAnswer(passId, answer);
      if (!left) setPage((now) => (isOf(now, token) ? { ...now, live: liveOf(answer, true) } : now));
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

async function openPass(text: string): Promise<PassPage> {
  if (text !== '') {
    const read = decodePass(text);
    if (read.kind !== 'decoded') return { kind: read.kind };
    const kept = await keepPass(read.pass.claims.passId, text, Date.now()).catch(() => null);
    return pageOf(text, kept, false);
  }
  const kept = await lastPass().catch(() => null);
  return kept === null ? { kind: 'none' } : pageOf(kept.token, kept, true);
}

function pageOf(token: string, kept: KeptPass | null, fromStore: boolean): PassPage {
  const read = decodePass(token);
  if (read.kind !== 'decoded') return { kind: read.kind };
  const { claims } = read.pass;
  const live = kept?.answer ? liveOf(kept.answer, false) : ({ kind: 'never-heard' } as const);
  return {
    kind: 'pass',
    token,
    passId: claims.passId,
    shortCode: shortCodeOf(claims.passId),
    claims,
    kept: fromStore,
    live,
  };
}

const stale = (live: PassLive): PassLive => (live.kind === 'known' ? { ...live, fresh: false } : live);

function liveOf(answer: NonNullable<KeptPass['answer']>, fresh: boolean): PassLive {
  const read = readStatus(answer.value);
  return read === null ? { kind: 'never-heard' } : { kind: 'known', answer: read, askedAt: answer.at, fresh };
}
