'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { checkDraw } from '@/domain/slot/draw';
import { aboutDraw, type PublicDraw, type PublicRound } from '@/domain/slot/public-record';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { Facts, Hairlines } from '../ui/hairlines';
import { Notice } from '../ui/notice';

/** Every draw of the last day, to be made again by whoever looks, and the promises for those to come. */
export function PublicDraws({
  gateId,
  rounds,
  now,
}: {
  readonly gateId: string;
  readonly rounds: readonly PublicRound[];
  readonly now: number;
}) {
  const t = useTranslations('slot');
  const { moment } = useTimeText();
  const drawn = rounds.flatMap((round) => round.draws.map((made) => ({ round, made })));
  const toCome = rounds
    .filter(({ drawnAt }) => drawnAt === null)
    .toSorted((a, b) => a.releaseAt - b.releaseAt);
  return (
    <section aria-labelledby="public-draws">
      <h2 id="public-draws" className="text-xl font-bold">
        {t('draws')}
      </h2>
      <p className="mt-1 mb-3 text-sm text-muted">{t('drawsText')}</p>
      {drawn.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noDraws')}</p>
      ) : (
        <Hairlines label={t('draws')}>
          {drawn.map(({ round, made }) => (
            <Draw
              key={aboutDraw(gateId, made, round.releaseAt)}
              gateId={gateId}
              releaseAt={round.releaseAt}
              made={made}
              commitment={round.commitment}
              drawnAt={round.drawnAt ?? round.releaseAt}
              now={now}
            />
          ))}
        </Hairlines>
      )}
      <details className="border-b border-rule">
        <summary className="flex min-h-12 cursor-pointer items-center font-semibold">
          {t('nextRounds')}
        </summary>
        <ul className="space-y-2 pb-4 text-sm">
          {toCome.map(({ releaseAt, commitment }) => (
            <li key={releaseAt}>
              <span className="font-semibold tabular-nums">{moment(releaseAt, now)}</span>{' '}
              <code className="break-all text-muted">{commitment}</code>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Draw({
  gateId,
  releaseAt,
  made,
  commitment,
  drawnAt,
  now,
}: {
  readonly gateId: string;
  readonly releaseAt: number;
  readonly made: PublicDraw;
  /** What was published before. */
  readonly commitment: string;
  readonly drawnAt: number;
  readonly now: number;
}) {
  const t = useTranslations('slot');
  const direction = useTranslations('direction');
  const { clock, day, moment } = useTimeText();
  const trpc = useTRPC();
  const of = { gateId, releaseAt, direction: made.direction, class: made.class, hourStart: made.hourStart };
  // Only when somebody wants to see it: of a release with many askers it is much.
  const proof = useQuery(
    trpc.slot.draw.queryOptions(of, { enabled: false, staleTime: Number.POSITIVE_INFINITY }),
  );
  // Against what was published before and for the slot it is shown for, not against what the draw says of itself.
  const found =
    proof.data === undefined
      ? null
      : checkDraw(proof.data, { about: aboutDraw(gateId, made, releaseAt), commitment });
  return (
    <li className="space-y-2 py-3">
      <p className="text-lg font-semibold tabular-nums">
        {`${clock(made.hourStart)} ${day(made.hourStart)} · ${direction(made.direction)} · ${t(`class.${made.class}`)}`}
      </p>
      <p>{`${t('drawLine', { asked: made.asked, places: made.places })} · ${moment(drawnAt, now)}`}</p>
      <Button tone="outline" busy={proof.isFetching} onClick={() => proof.refetch()}>
        {t('again')}
      </Button>
      <ErrorNotice error={proof.error} />
      {found === null ? null : (
        <Notice tone={found === 'holds' ? 'plain' : 'fault'} role="status">
          {t(`check.${found}`)}
        </Notice>
      )}
      <Facts
        compact
        facts={[
          ...(proof.data === undefined
            ? []
            : [
                {
                  key: 'given',
                  term: t('given'),
                  value: <code className="text-sm break-all">{proof.data.given.join(' ')}</code>,
                },
              ]),
          { key: 'seed', term: t('seed'), value: <code className="text-sm break-all">{made.seed}</code> },
          {
            key: 'commitment',
            term: t('commitment'),
            value: <code className="text-sm break-all">{commitment}</code>,
          },
        ]}
      />
    </li>
  );
}
