'use client';
import { useTranslations } from 'use-intl';
import type { MyDeclaration } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { StayText } from './stay-text';
import { useTakeUp } from './take-up';
import { TakeUpError } from './take-up-error';

const LINK = 'inline-flex min-h-12 items-center text-link underline underline-offset-4';

/** The next trip from this one: like it, or its way back. */
export function TripActs({
  mine,
  mayDeclare,
}: {
  readonly mine: MyDeclaration;
  readonly mayDeclare: boolean;
}) {
  const t = useTranslations('declare');
  const { copy, back, busy, error } = useTakeUp();
  if (!mayDeclare) return null;
  const isOut = mine.stay !== null && mine.stay.backAt === null;
  return (
    <>
      <button type="button" className={LINK} aria-disabled={busy !== null} onClick={() => copy(mine)}>
        {t('copyTrip')}
      </button>
      {isOut || (mine.direction === 'export' && mine.twoWay && mine.ended === null) ? (
        <button type="button" className={LINK} aria-disabled={busy !== null} onClick={() => back(mine)}>
          {t('tripBackNow')}
        </button>
      ) : null}
      <TakeUpError error={error} />
    </>
  );
}

/** Its number, how long it may stay beyond the line, and what the firm still owes, each with who and until when. */
export function TripOwes({ mine }: { readonly mine: MyDeclaration }) {
  const t = useTranslations('declare');
  const details = useTranslations('details');
  const { moment } = useTimeText();
  const now = useNow(30_000);
  const { declaration, stay, late } = mine;
  return (
    <>
      {declaration === null ? null : (
        <p className="text-sm text-muted">
          <span className="figures">{declaration.number}</span>
          {declaration.parts > 1
            ? ` · ${details('part', { part: declaration.part, parts: declaration.parts })}`
            : null}
          {mine.continues === null ? null : ` · ${t('isWayBack')}`}
        </p>
      )}
      {stay === null ? null : (
        <p>
          <StayText stay={stay} />
        </p>
      )}
      {now === null
        ? null
        : late.map((one) => (
            <p key={one.field} className={one.isOverdue ? 'font-semibold text-fault' : ''}>
              {t(one.isOverdue ? 'lateOver' : 'lateOpen', {
                field: t(`field.${one.field}`),
                owner: t(`owner.${one.owner}`),
                at: moment(one.dueAt, now),
              })}{' '}
              <a href={`#late-${mine.gateId}-${mine.crossingId}-${one.field}`} className={LINK}>
                {t('tellNow')}
              </a>
            </p>
          ))}
    </>
  );
}
