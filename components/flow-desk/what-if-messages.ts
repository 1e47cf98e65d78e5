import type { TrialQueue } from '@/domain/flow/simulation/episode-of';
import type { Measure, Suggestion } from '@/domain/flow/simulation/what-if';

/** A measure to be tried, with the queue of the other gate that it concerns. */
export type Try = { readonly measure: Measure; readonly other: TrialQueue | null };
/** Between the screen and its worker. */
export type WhatIfQuestion = { readonly queue: TrialQueue; readonly tries: readonly Try[] };
export type WhatIfAnswer =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly suggestions: readonly Suggestion[] };
