import type { EventVerdict } from '@/domain/sync/protocol';
import type { Acknowledgement, Store } from '../store/store';
import { deviceNo } from './samples';

/** Another empty store, enrolled. */
export type Fresh = () => Promise<{ readonly store: Store; readonly name: string }>;

export const device = deviceNo(1);
export const range = (n: number) => Array.from({ length: n }, (_, at) => at + 1);
export const applied = (seq: number): EventVerdict => ({ kind: 'applied', seq });
export const ackOf = (ackSeq: number, more: Partial<Acknowledgement> = {}): Acknowledgement => ({
  device,
  ackSeq,
  verdicts: range(ackSeq).map(applied),
  incidents: [],
  rewind: false,
  ...more,
});
