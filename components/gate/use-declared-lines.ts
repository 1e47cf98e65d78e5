import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { useNow } from '@/components/app/use-now';
import { STAY_HOURS } from '@/domain/crossing/stay';
import { displayPlate } from '@/domain/identifiers/plate';
import type { Vehicle } from '@/offline/checkpoint/outcome';

type Line = { readonly key: string; readonly term: string; readonly value: string };

/** What the firm declared that an officer at the lane acts on: from this tablet's own log, without a network. */
export function useDeclaredLines(vehicle: Vehicle): readonly Line[] {
  const t = useTranslations('details');
  const field = useTranslations('declare.field');
  const kind = useTranslations('declaredKind');
  const { moment } = useTimeText();
  const now = useNow(30_000);
  const details = vehicle.crossing?.declared?.details;
  if (!details || now === null) return [];
  const { part, parts, purpose, nextTractor, continues, receiving, goods, yard } = details;
  const line = (key: string, term: string, value: string | null | undefined): readonly Line[] =>
    value ? [{ key, term, value }] : [];
  const limit = continues?.twoWay === true ? STAY_HOURS.twoWay : STAY_HOURS.oneWay;
  const dueAt = continues?.leftAt ? continues.leftAt + limit * 3_600_000 : null;
  return [
    ...line('part', t('number'), parts > 1 ? t('part', { part, parts }) : null),
    ...line('purpose', field('kind'), purpose && kind(purpose)),
    ...line('tractor', field('nextTractor'), nextTractor && displayPlate(nextTractor).text),
    ...line('yard', field('yard'), yard),
    ...line('goods', t('goods'), goods?.map(({ name }) => name).join(', ')),
    ...line('receiving', t('receiving'), receiving?.map(({ plate }) => displayPlate(plate).text).join(', ')),
    ...line('back', t('backBy', { hours: limit }), dueAt === null ? null : moment(dueAt, now)),
  ];
}
