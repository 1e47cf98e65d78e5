'use client';
import { useTranslations } from 'use-intl';
import { useConnection } from '../app/connection';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { Shape } from '../ui/shape';

/** Beyond this the figures are said to be old, whatever the connection says. */
const OLD_MS = 90_000;

/** Age of what is shown; loud when the connection is lost, because a still board looks like a calm one. */
export function FiguresAge({
  at,
  newestEventAt,
  loud = false,
}: {
  readonly at: number;
  readonly newestEventAt: number | null;
  /** On a board: old figures are said for 8 m. */
  readonly loud?: boolean;
}) {
  const t = useTranslations('board');
  const now = useNow(1000);
  const { ago, clock } = useTimeText();
  const connection = useConnection();
  if (now === null) return null;
  const old = now - at > OLD_MS || connection.kind !== 'online';
  return (
    <p
      role="status"
      aria-live={old ? 'polite' : 'off'}
      data-old={old}
      className={`flex items-center gap-3 ${
        old ? 'font-semibold text-ink' : 'text-muted'
      } ${old && loud ? 'wall:figures wall:w-full wall:gap-6 wall:text-[3.35rem] wall:leading-tight' : 'wall:text-[1.4rem]'}`}
    >
      {old ? (
        <Shape
          name="triangle"
          className={`size-6 text-check ${loud ? 'wall:size-14' : ''}`}
          mark="var(--on-check)"
        />
      ) : null}
      <span>
        {t(old ? 'oldFigures' : 'figures', { at: clock(at), age: ago(at, now) })}
        {newestEventAt === null || old ? null : ` · ${t('newestEvent', { age: ago(newestEventAt, now) })}`}
      </span>
    </p>
  );
}
