import { ok, type Result } from '../shared/result';
import { foldWords, tidyCode } from './fold-text';
import { faulty, type IdentifierFault, nothingTyped, typed } from './identifier-fault';

/** Weight of a load. Units are explicit (rule 12); the value is kept in whole kilograms. */
export type Weight = { readonly kg: number };
export type WeightFault = IdentifierFault<
  'ID-EMPTY' | 'ID-PLACEHOLDER' | 'WT-SHAPE' | 'WT-UNIT' | 'WT-TONNES' | 'WT-RANGE'
>;

export type WeightUnit = 'kg' | 'quintal' | 'tonne';
const KG_PER: Readonly<Record<WeightUnit, number>> = { kg: 1, quintal: 100, tonne: 1000 };

/** ID-25: no lorry comes to the gate for less than 100 kg; a bare number under it was meant in tonnes. */
const LEAST_PLAUSIBLE_KG = 100;
/** ID-26: beyond any road train without a special permit. */
export const MOST_PLAUSIBLE_KG = 100_000;

const UNITS = new Map<string, WeightUnit>([
  ...['kg', 'kgs', 'kgm', 'kilogram', 'kilograms', 'kilo', 'kilos', 'ky', 'can', '公斤', '千克'].map(
    (word) => [word, 'kg'] as const,
  ),
  ...[
    'tan',
    't',
    'ton',
    'tons',
    'tonne',
    'tonnes',
    'tne',
    'mt',
    'metric ton',
    'metric tons',
    '吨',
    '公吨',
    '噸',
  ].map((word) => [word, 'tonne'] as const),
  ...['ta', 'quintal', '公担'].map((word) => [word, 'quintal'] as const),
]);

/** Unit of weight as written in three languages; null when it is none (cartons, pieces). */
export const parseWeightUnit = (text: string): WeightUnit | null => UNITS.get(foldWords(text)) ?? null;

/**
 * ID-24: one number in Vietnamese or English punctuation. A single mark before exactly three digits is read as
 * thousands for kilograms and as a decimal mark for larger units: `19.698 kg` and `19.698 tấn` are the same load.
 */
function readNumber(text: string, unit: WeightUnit | null): number | null {
  const plain = text.replace(/[\s'’]/g, '');
  if (/^\d+$/.test(plain)) return Number(plain);
  const grouped = /^(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(plain);
  if (grouped && grouped[2] !== grouped[3]) {
    const groups = (grouped[1] ?? '').split(/[.,]/);
    const isThousands = groups.length > 2 || grouped[3] !== undefined || (unit ?? 'kg') === 'kg';
    if (isThousands && groups[0] !== '0') return Number(`${groups.join('')}.${grouped[4] ?? '0'}`);
  }
  return /^\d+[.,]\d+$/.test(plain) ? Number(plain.replace(',', '.')) : null;
}

/**
 * ID-23 to ID-26.
 * @param unitText the unit beside the number; a unit written in the same box as the number comes first, none is kg.
 */
export function parseWeight(raw: string, unitText = ''): Result<Weight, WeightFault> {
  const nothing = nothingTyped(raw);
  if (nothing) return nothing;
  const shape = /^([\d.,'’\s]*\d)\s*(\D*)$/.exec(tidyCode(raw.slice(0, 80)));
  if (!shape) return faulty('WT-SHAPE', { typed: typed(raw) });
  const unitWords = foldWords(shape[2] ?? '') === '' ? unitText : (shape[2] ?? '');
  const unit = parseWeightUnit(unitWords);
  if (unit === null && foldWords(unitWords) !== '') return faulty('WT-UNIT', { typed: typed(unitWords) });
  const value = readNumber(shape[1] ?? '', unit);
  if (value === null || !Number.isFinite(value)) return faulty('WT-SHAPE', { typed: typed(raw) });
  if (value === 0) return faulty('ID-PLACEHOLDER', { typed: typed(raw) });
  if ((unit ?? 'kg') === 'kg' && value < LEAST_PLAUSIBLE_KG) {
    return faulty('WT-TONNES', { typed: typed(raw), suggestion: String(Math.round(value * 1000)) });
  }
  const kg = Math.round(value * KG_PER[unit ?? 'kg']);
  if (kg > MOST_PLAUSIBLE_KG) {
    return faulty('WT-RANGE', { typed: typed(raw), max: String(MOST_PLAUSIBLE_KG / 1000) });
  }
  return ok({ kg });
}
