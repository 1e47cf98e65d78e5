import { tidyCode, tidyText } from '../identifiers/fold-text';
import { parsePlate } from '../identifiers/plate';
import type { Direction } from '../shared/vocabulary';
import { CURRENCIES, type GoodsMore } from '../sync/declared-details';
import { type Day, readDay } from './arrival';
import { parseYesNo } from './choices';
import { type DeclaredKind, fieldsOf, purposeOf } from './kinds';
import type { Reading } from './reading';
import type { SubmittedDetails } from './submission';

const dayText = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** `1200 thùng`, `40 cartons`: a number above nothing, and what is counted. */
function readQuantity(reading: Reading): string | null {
  const typed = tidyText(reading.text('quantity'));
  if (typed === '') return null;
  if (/^\d[\d.,\s]*(?=\s*\p{L})/u.test(typed) && /[1-9]/.test(typed)) return typed;
  reading.complain('quantity', 'QT-SHAPE', { typed: typed.slice(0, 40) });
  return null;
}

/** Amount and currency in either order: `45000 USD`, `USD 45,000`, `1.200.000.000 đ`. Marks only part thousands. */
function readValue(reading: Reading): GoodsMore['value'] {
  const typed = tidyCode(reading.text('goodsValue'));
  if (typed === '') return null;
  const word = typed.replace(/[\d.,\s]/g, '');
  const currency =
    CURRENCIES.find((each) => each === word) ??
    (/^(?:Đ|₫|ĐỒNG)$/.test(word) ? 'VND' : /^(?:RMB|元|¥|人民币)$/.test(word) ? 'CNY' : null) ??
    (/^(?:\$|US\$)$/.test(word) ? 'USD' : null);
  const figures = typed.replace(/[^\d.,]/g, '');
  const whole = figures.replace(/[.,](?=\d{3}(?:\D|$))/g, '');
  const amount = /^\d+(?:[.,]\d{1,2})?$/.test(whole) ? Number(whole.replace(',', '.')) : Number.NaN;
  if (currency !== null && amount > 0 && amount <= 1e15) return { amount, currency };
  reading.complain('goodsValue', 'VL-SHAPE', { typed: typed.slice(0, 40) });
  return null;
}

function readLicence(reading: Reading): string | null {
  const typed = tidyCode(reading.text('transportLicence'));
  if (typed === '') return null;
  if (/^[A-Z0-9][A-Z0-9\-/. ]*$/.test(typed) && /\d/.test(typed)) return typed;
  reading.complain('transportLicence', 'ID-CHARS', { typed: typed.slice(0, 24) });
  return null;
}

/** DE-2: what only some kinds are asked for; what is given must be right for every kind. */
export function readDetails(
  reading: Reading,
  trip: {
    readonly declaredKind: DeclaredKind | null;
    readonly direction: Direction | null;
    readonly country: 'VN' | 'CN' | null;
  },
): SubmittedDetails {
  const { text, complain, identify, choose } = reading;
  const kind = trip.declaredKind ?? 'loaded';
  const asked = trip.direction === null ? null : fieldsOf(kind, trip.direction);
  const nextTractor = identify('nextTractor', parsePlate)?.normalised ?? null;
  if (text('nextTractor') === '' && asked?.get('nextTractor') === 'needed')
    complain('nextTractor', 'ID-EMPTY');
  const until = tidyText(text('storageUntil'));
  const day = until === '' ? null : (readDay(until)?.day ?? null);
  if (until !== '' && day === null) complain('storageUntil', 'DT-SHAPE', { typed: until.slice(0, 40) });
  const twoWay = choose('tripBack', parseYesNo, true) === true;
  const begins = trip.country !== 'CN' && asked?.has('tripBack');
  if (twoWay && asked !== null && !begins) complain('tripBack', 'TW-WAY');
  return {
    purpose: trip.declaredKind && purposeOf(trip.declaredKind),
    yard: reading.freeText('yard') || null,
    transportLicence: readLicence(reading),
    nextTractor,
    storageUntil: day && dayText(day),
    twoWay,
    more: {
      origin: reading.freeText('origin') || null,
      quantity: readQuantity(reading),
      value: readValue(reading),
    },
  };
}
