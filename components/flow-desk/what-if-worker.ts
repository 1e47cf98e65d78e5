/// <reference lib="webworker" />
import './parse-without-eval-here';

import { episodeOf } from '@/domain/flow/simulation/episode-of';
import { bestOf, type Suggestion, tryMeasure } from '@/domain/flow/simulation/what-if';
import type { WhatIfAnswer, WhatIfQuestion } from './what-if-messages';

declare const self: DedicatedWorkerGlobalScope;

/** One day for all of them: measures are compared on the same arrivals. */
const SEED = 1;
const answer = (message: WhatIfAnswer) => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<WhatIfQuestion>) => {
  const episode = episodeOf(data.queue);
  const tried: Suggestion[] = [];
  for (const { measure, other } of data.tries) {
    tried.push(tryMeasure(episode, measure, other === null ? null : episodeOf(other), SEED));
    answer({ kind: 'progress', done: tried.length });
  }
  answer({ kind: 'done', suggestions: bestOf(tried) });
});
