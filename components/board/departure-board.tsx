'use client';
import { useTranslations } from 'use-intl';
import { type Departure, departures, forWall } from '@/domain/board/departures';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { Direction } from '@/domain/shared/vocabulary';
import { useTimeText } from '../app/time-text';
import { Plate } from '../plate/plate';

/** Lines that a wall may show; those for which there is no room at the end are left out whole. */
const WALL_LINES = 7;

const ARROWS: Record<Direction, string> = { export: 'M3 12h17m-6-6 6 6-6 6', import: 'M21 12H4m6-6-6 6 6 6' };

/** Out over the border or in: the border stands on the right, as in the strip above. */
function Way({ direction }: { readonly direction: Direction }) {
  const name = useTranslations('direction');
  return (
    <>
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className="size-6 shrink-0 text-muted wall:size-11"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={ARROWS[direction]} />
      </svg>
      <span className="sr-only">{name(direction)}</span>
    </>
  );
}

/** What its driver is to do, or where it is. */
function useStatus() {
  const t = useTranslations('board.departure');
  return (one: Departure): { readonly words: string; readonly tone: string } => {
    switch (one.kind) {
      case 'called':
        if (one.state === 'recalled') return { words: t('recalled'), tone: 'text-warn-text' };
        if (one.state === 'acknowledged') return { words: t('acknowledged'), tone: 'text-good' };
        return { words: t('called'), tone: 'text-good' };
      case 'next':
        return { words: t('next'), tone: 'text-ink' };
      case 'in':
        return { words: t(one.stage === 'left' ? 'left' : 'in'), tone: 'text-muted' };
    }
  };
}

function Line({ one, isOnWall }: { readonly one: Departure; readonly isOnWall: boolean }) {
  const t = useTranslations('board');
  const status = useStatus()(one);
  const { clock } = useTimeText();
  const at = one.kind === 'next' ? one.liveAt : one.at;
  return (
    <li
      data-departure={one.kind}
      className={`grid grid-cols-[1.5rem_8rem_1fr_auto] items-center gap-x-2.5 border-b border-rule py-2 wall:h-[5rem] wall:w-full wall:shrink-0 wall:grid-cols-[2.75rem_20rem_1fr_12.5rem_9.6rem] wall:gap-x-6 wall:py-0 ${isOnWall ? '' : 'wall:hidden'}`}
    >
      <span className="flex">{one.kind === 'in' ? null : <Way direction={one.direction} />}</span>
      <Plate plate={one.plate} size="board" />
      <span className="min-w-0 leading-tight wall:contents">
        <span
          data-far
          className="block text-sm whitespace-nowrap text-muted wall:figures wall:overflow-x-clip wall:text-[3.35rem] wall:leading-none"
        >
          {t(`goods.${one.class}`)}
        </span>
        <span
          data-far
          className={`block font-semibold whitespace-nowrap wall:figures wall:overflow-x-clip wall:text-[3.35rem] wall:leading-none ${status.tone}`}
        >
          {status.words}
        </span>
      </span>
      <span data-far className="figures text-right text-2xl leading-none wall:text-[3.35rem]">
        {at === null ? t('noFigure') : `${one.kind === 'next' ? '~' : ''}${clock(at)}`}
      </span>
    </li>
  );
}

/** Who is called, who is next and who has just come in, by plate, as an airport tells its flights. */
export function DepartureBoard({ snapshot }: { readonly snapshot: GateSnapshot }) {
  const t = useTranslations('board');
  const all = departures(snapshot);
  const onWall = new Set(forWall(all, WALL_LINES));
  return (
    <section aria-labelledby="departures-title" className="flex min-h-0 flex-col">
      <h2
        id="departures-title"
        className="font-semibold text-muted wall:text-[1.4rem] wall:leading-tight wall:whitespace-nowrap"
      >
        {t(snapshot.flow === null ? 'latest' : 'departures')}
      </h2>
      {all.length === 0 ? (
        <p className="mt-2 border-y border-rule py-4 text-muted wall:text-[3.35rem]">{t('noneYet')}</p>
      ) : (
        // On a wall a line that does not fit whole wraps into a column beyond the edge, where nobody sees half of it.
        <ol className="mt-2 border-t border-rule wall:mt-1 wall:flex wall:min-h-0 wall:grow wall:flex-col wall:flex-wrap wall:content-start wall:overflow-hidden">
          {all.map((one) => (
            <Line key={`${one.plate} ${one.kind}`} one={one} isOnWall={onWall.has(one)} />
          ))}
        </ol>
      )}
    </section>
  );
}
