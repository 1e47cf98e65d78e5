import { gateById, HOME_ZONE } from '../gate/gates';
import { displayPlate } from '../identifiers/plate';
import { assertNever } from '../shared/result';
import type { Locale } from '../shared/vocabulary';
import type { Cell, Word } from './sheet';

/** Says a place of the messages in one language; the library that knows how is handed in. */
export type Speaker = {
  readonly locale: Locale;
  readonly translate: (key: string, values: Readonly<Record<string, string | number>>) => string;
};

/** Not known, or too few to say: never a zero (RP-5). */
export const NOTHING = '–';

const TAGS = { vi: 'vi-VN', en: 'en-GB', zh: 'zh-CN' } as const;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
function made<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const known = formats.get(key);
  if (known !== undefined) return known as T;
  const format = make();
  formats.set(key, format);
  return format;
}

const number = (locale: Locale, value: number, options: Intl.NumberFormatOptions): string =>
  made(`${locale}${JSON.stringify(options)}`, () => new Intl.NumberFormat(TAGS[locale], options)).format(
    value,
  );

/** `14:05 · 26/11/2026` in Hà Nội, the same in every language: it stands in columns. */
export function momentText(at: number): string {
  const parts = new Map<string, string>(
    made(
      'moment',
      () =>
        new Intl.DateTimeFormat('en-GB', {
          timeZone: HOME_ZONE,
          hourCycle: 'h23',
          hour: '2-digit',
          minute: '2-digit',
          day: '2-digit',
          month: '2-digit',
          year: 'numeric',
        }),
    )
      .formatToParts(at)
      .map(({ type, value }) => [type, value] as const),
  );
  const part = (name: string) => parts.get(name) ?? '';
  return `${part('hour')}:${part('minute')} · ${part('day')}/${part('month')}/${part('year')}`;
}

/** `14:05` in Hà Nội: of a moment whose day stands above. */
export const clockText = (at: number): string => momentText(at).slice(0, 5);

/** `2026-11-26` as the language writes a day. */
export function dayText(locale: Locale, day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return locale === 'zh' ? `${year}年${Number(month)}月${Number(date)}日` : `${date}/${month}/${year}`;
}

const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

function lengthText({ locale, translate }: Speaker, ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (Math.abs(ms) < MINUTE_MS) return translate('app.seconds', { seconds: String(Math.round(ms / 1000)) });
  if (ms < 10 * MINUTE_MS)
    return translate('app.minutes', { minutes: number(locale, ms / MINUTE_MS, ONE_DECIMAL) });
  if (minutes < 60) return translate('app.minutes', { minutes: String(minutes) });
  const hours = Math.floor(minutes / 60);
  if (hours < 24)
    return translate('app.hoursMinutes', {
      hours: String(hours),
      minutes: String(minutes % 60).padStart(2, '0'),
    });
  return translate('app.days', { days: String(Math.floor(hours / 24)), hours: String(hours % 24) });
}

/** A cell as a person reads it: on the screen, on paper, in a mail. */
export function cellText(speaker: Speaker, cell: Cell): string {
  const { locale } = speaker;
  switch (cell.kind) {
    case 'count':
      return cell.value === null ? NOTHING : number(locale, cell.value, {});
    case 'mean':
      return cell.value === null ? NOTHING : number(locale, cell.value, ONE_DECIMAL);
    case 'share':
      return cell.value === null ? NOTHING : number(locale, cell.value, { style: 'percent' });
    case 'length':
      return cell.ms === null ? NOTHING : lengthText(speaker, cell.ms);
    case 'moment':
      return cell.at === null ? NOTHING : cell.isClock === true ? clockText(cell.at) : momentText(cell.at);
    case 'day':
      return dayText(locale, cell.day);
    case 'gate':
      return gateById(cell.gateId)?.[locale] ?? cell.gateId;
    case 'plate':
      return cell.plate === null ? NOTHING : displayPlate(cell.plate).text;
    case 'text':
      return cell.text ?? NOTHING;
    case 'word':
      return wordText(speaker, cell.word);
    case 'words':
      return cell.words.map((word) => wordText(speaker, word)).join(locale === 'zh' ? '、' : ', ');
    default:
      return assertNever(cell);
  }
}

export function wordText(speaker: Speaker, word: Word): string {
  const values = Object.entries(word.values ?? {}).map(([name, value]) => [
    name,
    'kind' in value ? cellText(speaker, value) : wordText(speaker, value),
  ]);
  return speaker.translate(word.key, Object.fromEntries(values));
}

/** The cell is a figure: it stands to the right. */
export const isFigure = (cell: Cell): boolean => ['count', 'mean', 'share', 'length'].includes(cell.kind);
