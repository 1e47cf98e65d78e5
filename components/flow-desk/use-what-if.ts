'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Suggestion } from '@/domain/flow/simulation/what-if';
import type { WhatIfAnswer, WhatIfQuestion } from './what-if-messages';

/**
 *   idle ──start──▶ running ──▶ done
 *     ▲               │  └────▶ failed
 *     └────cancel─────┘
 */
export type WhatIf =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly at: number; readonly suggestions: readonly Suggestion[] }
  | { readonly kind: 'failed' };

const IDLE: WhatIf = { kind: 'idle' };

/** Plays measures beside the screen; a new question ends the one before, leaving the screen ends it too. */
export function useWhatIf(): {
  readonly state: WhatIf;
  readonly start: (question: WhatIfQuestion) => void;
  readonly cancel: () => void;
} {
  const [state, setState] = useState<WhatIf>(IDLE);
  const worker = useRef<Worker | null>(null);
  const end = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => end, [end]);
  const start = (question: WhatIfQuestion) => {
    end();
    setState({ kind: 'running', done: 0, of: question.tries.length });
    const fail = () => {
      end();
      setState({ kind: 'failed' });
    };
    try {
      const made = new Worker(new URL('./what-if-worker.ts', import.meta.url), { type: 'module' });
      worker.current = made;
      made.addEventListener('error', fail);
      made.addEventListener('message', ({ data }: MessageEvent<WhatIfAnswer>) => {
        if (data.kind === 'progress')
          return setState({ kind: 'running', done: data.done, of: question.tries.length });
        end();
        return setState({ kind: 'done', at: Date.now(), suggestions: data.suggestions });
      });
      made.postMessage(question);
    } catch {
      fail();
    }
  };
  const cancel = () => {
    end();
    setState(IDLE);
  };
  return { state, start, cancel };
}
