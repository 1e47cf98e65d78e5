import type { Submission } from '../declaration/submission';
import { isBlank } from '../identifiers/fold-text';
import { canonicalJson } from '../sync/canonical-json';

/** A row's own number, as it may lie unsealed: few figures, perhaps behind a letter or two; no phone, no identity number. */
export const ROW_LABEL = /^\p{L}{0,3}[\d./-]{1,7}$/u;

/**
 * Rule 16: sheets without a column of numbers have something else first, a driver's name for instance. That is no label:
 * such a row goes by its place.
 */
export const rowLabel = (typed: string, place: number): string =>
  ROW_LABEL.test(typed.trim()) ? typed.trim() : String(place);

/**
 * IM-5: what makes a row of a sheet the same row: its own number, what it says, and its day. A row that gives its day of
 * arrival is the same whenever it is brought in again; one that gives none is the same only on the day it is brought in,
 * because the same lorry with the same goods next week is another crossing.
 * @param today `YYYY-MM-DD` in Hà Nội
 */
export const rowName = (label: string, submission: Submission, today: string): string =>
  `${label.trim()}\n${canonicalJson(submission)}\n${isBlank(submission.arrivalDate) ? today : ''}`;
