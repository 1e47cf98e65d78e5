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
}: {
  readonly at: number;
  readonly newestEventAt: number | null;
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
      className={`flex items-center gap-3 wall:text-[1.4rem] ${old ? 'font-semibold text-ink' : 'text-muted'}`}
    >
      {old ? (
        <Shape name="triangle" className="size-6 text-check wall:size-9" mark="var(--on-check)" />
      ) : null}
      <span>
        {t(old ? 'oldFigures' : 'figures', { at: clock(at), age: ago(at, now) })}
        {newestEventAt === null ? null : ` · ${t('newestEvent', { age: ago(newestEventAt, now) })}`}
      </span>
    </p>
  );
}
