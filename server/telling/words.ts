import { gateById, HOME_ZONE } from '@/domain/gate/gates';
import { displayPlate } from '@/domain/identifiers/plate';
import { clockText } from '@/domain/report/cell-text';
import type { GateId } from '@/domain/shared/identity';
import type { Locale } from '@/domain/shared/vocabulary';
import { middayOf } from '@/domain/telling/paper-told';
import type { TellingKind } from '@/domain/telling/telling-kind';
import { speakerOf } from '../report/speaker';

export type TellingWords = { readonly title: string; readonly text: string; readonly sms: string };
type Told = {
  readonly kind: TellingKind;
  readonly gateId: GateId;
  readonly values: Readonly<Record<string, string | number>>;
};

const DAY = { timeZone: HOME_ZONE, day: '2-digit', month: '2-digit' } as const;
/** As on the screens: `29/11` in Vietnamese too, which ICU would write 29-11. */
const days: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  vi: new Intl.DateTimeFormat('en-GB', DAY),
  en: new Intl.DateTimeFormat('en-GB', DAY),
  zh: new Intl.DateTimeFormat('zh-CN', DAY),
};
/** Hour and day: an hour that was drawn is often one of tomorrow. */
const timeText = (locale: Locale, at: number): string => `${clockText(at)} ${days[locale].format(at)}`;

/** A telling in the reader's language; times are those of Hà Nội and say so (TE-5). */
export function wordsOf(locale: Locale, { kind, gateId, values }: Told): TellingWords {
  const { translate } = speakerOf(locale);
  const { plate = '', time, amount, agency, subject, paper, days: left = 0, until } = values;
  const filled = {
    plate: displayPlate(String(plate)).text,
    gate: gateById(gateId)?.[locale] ?? gateId,
    time: typeof time === 'number' ? timeText(locale, time) : '',
    amount: typeof amount === 'number' ? new Intl.NumberFormat(locale).format(amount) : '',
    agency: agency === undefined ? translate('telling.officer', {}) : translate(`agency.${agency}`, {}),
    subject: subject === undefined ? '' : translate(`thread.subject.${subject}`, {}),
    of: paper === 'driving' ? 'driver' : 'vehicle',
    paper: paper === undefined ? '' : translate(`fleet.paper.${paper}`, {}),
    days: Number(left),
    day: until === undefined ? '' : days[locale].format(middayOf(String(until))),
  };
  return {
    title: translate(`telling.kind.${kind}.title`, filled),
    text: translate(`telling.kind.${kind}.text`, filled),
    sms: translate(`telling.kind.${kind}.sms`, filled),
  };
}
