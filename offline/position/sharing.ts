import { type Cell, cellOf } from '@/domain/position/cell';
import { SHARE_EVERY_MS } from '@/domain/position/on-the-way';

/** What the centre said to a place; null: it did not answer. */
export type Told =
  | {
      readonly kind: 'kept';
      readonly at: number;
      readonly near: boolean;
      readonly km: number | null;
      readonly expectedAt: number | null;
    }
  | { readonly kind: 'over' };

/** Where the phone is, as the browser says it, or why it does not. */
export type Located =
  | { readonly kind: 'found'; readonly north: number; readonly east: number; readonly accuracyM: number }
  | { readonly kind: 'denied' }
  | { readonly kind: 'not-found' };

export type Sharing =
  | { readonly kind: 'off'; readonly because: 'never' | 'denied' | 'stopped' | 'over' }
  | {
      readonly kind: 'on';
      readonly last: Extract<Told, { kind: 'kept' }> | null;
      readonly trouble: 'not-found' | 'unsent' | null;
    }
  /** Nothing more is sent; the centre has not deleted yet. */
  | { readonly kind: 'stopping' };

type SharingPorts = {
  readonly locate: () => Promise<Located>;
  readonly share: (cell: Cell) => Promise<Told | null>;
  /** True when the centre has deleted. */
  readonly stop: () => Promise<boolean>;
  /** What outlives the page: a yes, or a no that the centre has not heard. */
  readonly remember: (what: 'on' | 'stopping' | null) => void;
  readonly show: (sharing: Sharing) => void;
  readonly every: (work: () => void, ms: number) => () => void;
};

/** A place known worse than this says less than the field it would be put in. */
const VAGUE_M = 3000;
const TRY_AGAIN_MS = 30_000;

/** PO-8, PO-9 on the phone: nothing before a yes, nothing after a no, and the no is said until the centre has heard it. */
export function createSharing(ports: SharingPorts) {
  let sharing: Sharing = { kind: 'off', because: 'never' };
  let underWay: Promise<void> = Promise.resolve();
  let endTimer = () => {};
  const show = (next: Sharing) => {
    sharing = next;
    ports.show(next);
  };
  const repeat = (work: () => void, ms: number) => {
    endTimer();
    endTimer = ports.every(work, ms);
  };

  function off(because: 'denied' | 'stopped' | 'over'): void {
    endTimer();
    ports.remember(null);
    show({ kind: 'off', because });
  }

  async function tell(): Promise<void> {
    const place = await ports.locate();
    if (sharing.kind !== 'on') return;
    const { last } = sharing;
    if (place.kind === 'denied') return off('denied');
    if (place.kind === 'not-found' || place.accuracyM > VAGUE_M)
      return show({ kind: 'on', last, trouble: 'not-found' });
    const told = await ports.share(cellOf(place.north, place.east));
    if (sharing.kind !== 'on') return;
    if (told === null) return show({ kind: 'on', last, trouble: 'unsent' });
    if (told.kind === 'over') return off('over');
    show({ kind: 'on', last: told, trouble: null });
  }

  async function askToDelete(): Promise<void> {
    // A place that is still on its way must not come after the deletion.
    await underWay;
    if (sharing.kind === 'stopping' && (await ports.stop())) off('stopped');
  }

  const next = () => {
    underWay = underWay.then(tell);
  };
  const start = () => {
    ports.remember('on');
    show({ kind: 'on', last: null, trouble: null });
    next();
    repeat(next, SHARE_EVERY_MS);
  };
  const stop = () => {
    ports.remember('stopping');
    show({ kind: 'stopping' });
    void askToDelete();
    repeat(() => void askToDelete(), TRY_AGAIN_MS);
  };
  return {
    start,
    stop,
    /** Goes on where the page was left. */
    resume: (kept: 'on' | 'stopping' | null) => {
      if (kept === 'on') start();
      if (kept === 'stopping') stop();
    },
    /** The page closes: nothing is sent from a page that nobody sees. */
    leave: () => {
      endTimer();
      sharing = { kind: 'off', because: 'never' };
    },
  };
}
