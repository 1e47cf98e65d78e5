'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { bulletinTables } from '@/domain/neighbour/bulletin-tables';
import { isStop, worthOf } from '@/domain/neighbour/heard';
import type { Statement } from '@/domain/neighbour/statement';
import type { NeighbourPicture } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { SheetTableView } from '../reports/sheet-table-view';

type Props = { readonly picture: NeighbourPicture; readonly now: number };

/** Theirs and ours side by side: what they take beside what our exits show, then everything said by either. */
export function BothSides({ picture, now }: Props) {
  const t = useTranslations('neighbour');
  const { ago } = useTimeText();
  const { ours, theirs } = picture;
  return (
    <>
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-2">
        {picture.acceptance.map((each) => (
          <Acceptance key={each.direction} each={each} theirs={theirs} now={now} />
        ))}
      </div>
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-2">
        <section aria-labelledby="theirs-title" className="min-w-0">
          <h3 id="theirs-title" className="text-2xl font-bold">
            {t('compare.theirs')}
          </h3>
          <Sources theirs={theirs} now={now} />
          {theirs.length === 0
            ? null
            : bulletinTables(theirs, now).map((table) => (
                <SheetTableView key={table.id} table={table} isWide />
              ))}
        </section>
        <section aria-labelledby="ours-title" className="min-w-0">
          <h3 id="ours-title" className="text-2xl font-bold">
            {t('compare.ours')}
          </h3>
          <p className="mt-1 text-muted">
            {ours === null ? t('compare.noOurs') : t('compare.oursFrom', { age: ago(ours.madeAt, now) })}
          </p>
          {ours === null
            ? null
            : bulletinTables(ours.contents, now).map((table) => (
                <SheetTableView key={table.id} table={table} isWide />
              ))}
        </section>
      </div>
    </>
  );
}

/** Of each kind the last word, and every closure and incident: how it came, how old it is, what it is still worth. */
function Sources({ theirs, now }: { readonly theirs: readonly Statement[]; readonly now: number }) {
  const t = useTranslations('neighbour');
  const stopText = useStopText();
  const { ago } = useTimeText();
  const stops = theirs.filter((each) => isStop(each, now));
  const rest = theirs.filter(({ kind }) => kind !== 'closure' && kind !== 'incident');
  const newest = new Map<string, Statement>(rest.map((each) => [each.kind, each]));
  if (theirs.length === 0) return <p className="mt-1 text-muted">{t('compare.noWord')}</p>;
  return (
    <ul className="mt-1 text-sm text-muted">
      {[...stops, ...newest.values()].map((each) => (
        <li key={each.id}>
          <span className="font-semibold text-ink">
            {isStop(each, now) ? stopText(each) : t(`kind.${each.kind}`)}
          </span>
          {` · ${t('compare.from', { source: t(`channel.${each.channel}`), age: ago(each.saidAt, now) })} · ${t(`worth.${worthOf(each, now)}`)}`}
        </li>
      ))}
    </ul>
  );
}

/** What is closed, of which classes, or what happened, and which way. */
function useStopText(): (stop: Extract<Statement, { kind: 'closure' | 'incident' }>) => string {
  const sheet = useTranslations('neighbour.sheet');
  const goodsClass = useTranslations('goodsClass');
  return (stop) => {
    const flow = sheet(`flow.${stop.said.flow}`);
    if (stop.kind === 'incident') return [sheet(`code.${stop.said.code}`), flow].join(' · ');
    const classes = stop.said.classes.map((goods) => goodsClass(goods));
    return [sheet(`reason.${stop.said.reason}`), ...classes, flow].join(' · ');
  };
}

/** What they say they take, what our own exits show, and what is reckoned with; never a mean of the two. */
function Acceptance({
  each,
  theirs,
  now,
}: {
  readonly each: NeighbourPicture['acceptance'][number];
  readonly theirs: readonly Statement[];
  readonly now: number;
}) {
  const t = useTranslations('neighbour.compare');
  const n = useTranslations('neighbour');
  const board = useTranslations('board');
  const sheet = useTranslations('neighbour.sheet');
  const { ago } = useTimeText();
  const { number } = useFormatter();
  const whole = (value: number) => number(Math.round(value));
  const said = theirs.findLast((one) => one.kind === 'acceptance' && one.said.flow === each.flow);
  const offered = said?.kind === 'acceptance' ? said.said.periods.at(-1)?.offered.perHour : undefined;
  const { measured, reckoned } = each;
  const isMeasured = measured.source === 'measured';
  const rows = [
    {
      name: 'said' as const,
      figure: offered === undefined ? null : offered,
      below:
        said === undefined
          ? t('noWord')
          : `${t('from', { source: n(`channel.${said.channel}`), age: ago(said.saidAt, now) })} · ${n(`worth.${worthOf(said, now)}`)}`,
    },
    {
      name: 'measured' as const,
      figure: isMeasured ? measured.vehiclesPerHour : null,
      below: isMeasured
        ? [
            measured.low === null || measured.high === null
              ? null
              : t('bounds', { low: whole(measured.low), high: whole(measured.high) }),
            measured.at === null ? null : ago(measured.at, now),
          ]
            .filter((part) => part !== null)
            .join(' · ')
        : t('notMeasured'),
    },
    {
      name: 'reckoned' as const,
      figure: reckoned.vehiclesPerHour,
      below: [
        board(`source.${reckoned.source}`, {
          age: reckoned.at === null ? board('noAge') : ago(reckoned.at, now),
        }),
        reckoned.as === null || reckoned.as === 'rate' ? null : t(`bound.${reckoned.as}`),
      ]
        .filter((part) => part !== null)
        .join(' · '),
    },
  ];
  return (
    <section aria-label={t('takes', { flow: sheet(`flow.${each.flow}`) })}>
      <h3 className="font-semibold text-muted">{t('takes', { flow: sheet(`flow.${each.flow}`) })}</h3>
      <dl className="mt-2 grid grid-cols-3 gap-x-4">
        {rows.map(({ name, figure, below }) => (
          <div key={name}>
            <dt className="leading-tight text-muted">{t(name)}</dt>
            <dd className="figures text-4xl leading-tight sm:text-5xl">
              {figure === null ? board('noFigure') : whole(figure)}
            </dd>
            <dd className="text-sm text-muted">{below}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
