'use client';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { displayPlate } from '@/domain/identifiers/plate';
import type { GateId } from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';
import { FLEET_PAPERS, middayOf } from '@/domain/telling/paper-told';
import type { TellingKind } from '@/domain/telling/telling-kind';
import { threadSubjectSchema } from '@/domain/thread/thread';
import { useTimeText } from '../app/time-text';

type Told = {
  readonly kind: TellingKind;
  readonly gateId: GateId;
  readonly values: Readonly<Record<string, string | number>>;
};

/** The words of a telling in the language of this screen, the same as were sent. */
export function useTellingText(): (told: Told) => { readonly title: string; readonly text: string } {
  const t = useTranslations('telling');
  const agencyWord = useTranslations('agency');
  const subjectWord = useTranslations('thread.subject');
  const paperWord = useTranslations('fleet.paper');
  const { number } = useFormatter();
  const { clock, day } = useTimeText();
  const locale = useLocale();
  return ({ kind, gateId, values }) => {
    const { plate = '', time, amount, agency, subject, paper, days = 0, until } = values;
    const held = FLEET_PAPERS.find((each) => each === paper);
    const asker = agencySchema.safeParse(agency);
    const about = threadSubjectSchema.safeParse(subject);
    const filled = {
      plate: displayPlate(String(plate)).text,
      gate: gateById(gateId)?.[locale] ?? gateId,
      time: typeof time === 'number' ? `${clock(time)} ${day(time)}` : '',
      amount: typeof amount === 'number' ? number(amount) : '',
      agency: asker.success ? agencyWord(asker.data) : t('officer'),
      subject: about.success ? subjectWord(about.data) : '',
      of: paper === 'driving' ? 'driver' : 'vehicle',
      paper: held === undefined ? '' : paperWord(held),
      days: Number(days),
      day: until === undefined ? '' : day(middayOf(String(until))),
    };
    return { title: t(`kind.${kind}.title`, filled), text: t(`kind.${kind}.text`, filled) };
  };
}
