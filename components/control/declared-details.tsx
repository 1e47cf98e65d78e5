'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { CrossingState } from '@/domain/crossing/state';
import type { Stay } from '@/domain/crossing/stay';
import { givenFields } from '@/domain/declaration/copy-declaration';
import { openLate } from '@/domain/declaration/late';
import type { GateId } from '@/domain/shared/identity';
import type { GoodsLine, GoodsMore } from '@/domain/sync/declared-details';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { StayText } from '../declaration/stay-text';
import { Plate } from '../plate/plate';
import { type Fact, Facts } from '../ui/hairlines';
import { crossingHash } from './control-route';

/** What the firm declared beside what every firm declares (DE-1), and what it still owes. */
export function DeclaredDetails({
  gateId,
  state: { declared },
  stay,
}: {
  readonly gateId: GateId;
  readonly state: CrossingState;
  readonly stay: Stay | null;
}) {
  const t = useTranslations('details');
  const field = useTranslations('declare.field');
  const owner = useTranslations('declare.owner');
  const kind = useTranslations('declaredKind');
  const { moment, day } = useTimeText();
  const now = useNow(30_000);
  const goodsText = useGoodsText();
  const details = declared?.details;
  if (declared === null || now === null || (!details && stay === null)) return null;
  const late = openLate(details?.late ?? [], givenFields(declared), now);
  const text = (key: string, term: string, value: string | undefined): readonly Fact[] =>
    value === undefined ? [] : [{ key, term, value }];
  const facts: readonly Fact[] = [
    ...(details ? [numberFact(t, details)] : []),
    ...(details?.purpose ? [{ key: 'purpose', term: field('kind'), value: kind(details.purpose) }] : []),
    ...text('yard', field('yard'), details?.yard),
    ...text('licence', field('transportLicence'), details?.transportLicence),
    ...(details?.nextTractor
      ? [
          {
            key: 'tractor',
            term: field('nextTractor'),
            value: <Plate plate={details.nextTractor} size="sm" />,
          },
        ]
      : []),
    ...(details?.storageUntil
      ? text('until', field('storageUntil'), day(Date.parse(`${details.storageUntil}T12:00:00Z`)))
      : []),
    ...(details?.more ? text('more', t('goods'), goodsText(details.more)) : []),
    ...(details?.goods ?? []).map((line, at) => ({
      key: `goods-${at}`,
      term: t('furtherGoods', { number: at + 2 }),
      value: goodsText(line),
    })),
    ...(details?.receiving?.length
      ? [
          {
            key: 'receiving',
            term: t('receiving'),
            value: (
              <ul className="space-y-1">
                {details.receiving.map(({ plate, container, area }) => (
                  <li key={plate} className="flex flex-wrap items-center gap-x-3">
                    <Plate plate={plate} size="sm" />
                    <span>{[container, area].filter(Boolean).join(' · ')}</span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(details?.receivesFrom
      ? [{ key: 'from', term: t('receivesFrom'), value: link(gateId, details.receivesFrom, t('open')) }]
      : []),
    ...(details?.twoWay ? [{ key: 'two-way', term: field('tripBack'), value: t('twoWay') }] : []),
    ...(details?.continues
      ? [
          {
            key: 'continues',
            term: t('continues'),
            value: link(gateId, details.continues.crossingId, t('open')),
          },
        ]
      : []),
    ...(stay === null ? [] : [{ key: 'stay', term: t('stay'), value: <StayText stay={stay} /> }]),
    ...late.map((one) => ({
      key: `late-${one.field}`,
      term: field(one.field),
      value: (
        <span className={one.isOverdue ? 'font-semibold text-fault' : ''}>
          {t(one.isOverdue ? 'overdue' : 'owed', { owner: owner(one.owner), at: moment(one.dueAt, now) })}
        </span>
      ),
    })),
  ];
  return (
    <section aria-labelledby="details-title">
      <h3 id="details-title" className="mb-3 text-xl font-bold">
        {t('title')}
      </h3>
      <Facts facts={facts} compact />
    </section>
  );
}

type Words = ReturnType<typeof useTranslations<'details'>>;
const numberFact = (
  t: Words,
  { number, part, parts }: { number: string; part: number; parts: number },
): Fact => ({
  key: 'number',
  term: t('number'),
  value: (
    <>
      <span className="figures">{number}</span>
      {parts > 1 ? ` · ${t('part', { part, parts })}` : null}
    </>
  ),
});

const link = (gateId: GateId, crossingId: string, words: string) => (
  <a
    href={`#${crossingHash(gateId, crossingId)}`}
    className="inline-flex min-h-11 items-center text-link underline underline-offset-4"
  >
    {words}
  </a>
);

/** Name, weight, quantity, origin, value and papers of one line, of what was told. */
function useGoodsText() {
  const { number } = useFormatter();
  return (line: GoodsMore & Partial<GoodsLine>): string =>
    [
      line.name,
      line.hsCode,
      line.grossWeightKg === null || line.grossWeightKg === undefined
        ? null
        : `${number(line.grossWeightKg)} kg`,
      line.quantity,
      line.origin,
      line.value === null ? null : `${number(line.value.amount)} ${line.value.currency}`,
      line.customsDeclaration,
      line.firm?.name,
    ]
      .filter(Boolean)
      .join(' · ');
}
