import { foldWords, tidyCode } from '../identifiers/fold-text';
import type { CrossingKind, Direction, GoodsClass } from '../shared/vocabulary';

/** What the load is, from its HS code and its name; the HS nomenclature's chapters and headings are the source. */

/**
 * HS code with its zeros, e.g. `0804.50`; null when the text is none. A spreadsheet that took it for a number wrote
 * `804.5`: chapters run to 97 and headings have four digits, so the zeros can be put back.
 */
export function normaliseHs(raw: string): string | null {
  const text = tidyCode(raw).replace(/\s/g, '');
  const parts = text.split('.');
  const restored =
    parts.length === 2 && /^\d{3,4}$/.test(parts[0] ?? '') && /^\d{1,2}$/.test(parts[1] ?? '')
      ? `${(parts[0] ?? '').padStart(4, '0')}.${(parts[1] ?? '').padEnd(2, '0')}`
      : text;
  const digits = restored.replaceAll('.', '');
  return /^\d[\d.]*$/.test(restored) && digits.length >= 2 && digits.length <= 12 ? restored : null;
}

type Load = { readonly hsCode: string | null; readonly name: string };

const digitsOf = (load: Load): string => (load.hsCode ?? '').replaceAll('.', '');
const says = (load: Load, words: RegExp): boolean => words.test(` ${foldWords(load.name)} `);

const EMPTY_WORDS =
  / (?:xe (?:khong|rong)|khong (?:co )?hang|rong|empty|empty truck|unladen|no cargo) |空车|空载|无货/;
const NEW_VEHICLE_WORDS =
  / (?:o ?to|xe) .*(?:moi nguyen chiec|nguyen chiec|moi 100) | new (?:car|vehicle|truck)s? |新车|整车|商品车/;
const DRY_WORDS = / (?:kho|say|say kho|dried|dry) |干/;
const FRESH_WORDS =
  / (?:tuoi|trai cay|hoa qua|rau|dong lanh|uop lanh|fresh|fruits?|vegetables?|frozen|chilled|seafood) |鲜|水果|蔬菜|冷冻|冻/;
const DANGEROUS_WORDS = / (?:nguy hiem|chat no|phao|dangerous|explosives?|hazardous) |危险|烟花|爆炸/;
const LIVESTOCK_WORDS = / (?:gia suc|gia cam|song|live animals?|livestock) |活畜|活禽/;

// Meat, fish, dairy and eggs, cut flowers, vegetables fresh or frozen, fruit fresh or frozen.
const PERISHABLE_HEADINGS = /^(?:02|03|040[1-7]|060[34]|070[1-9]|0710|0714|080[3-9]|0810|0811)/;
// Mineral oils and gases, explosives and pyrotechnics, acids and chlorine.
const DANGEROUS_HEADINGS = /^(?:2707|2709|271[01]|36|280[1678]|2814)/;

/** ID-36: 8701–8705 are vehicles that can be driven in; on a trailer or in a container they are a load. */
export function isDrivenNewVehicle(load: Load, carried: boolean): boolean {
  if (carried) return false;
  return load.hsCode === null ? says(load, NEW_VEHICLE_WORDS) : /^870[1-5]/.test(digitsOf(load));
}

export const saysEmpty = (load: Load): boolean => load.hsCode === null && says(load, EMPTY_WORDS);

/** ID-35: kind of crossing when nobody said it. */
export function deriveKind(trip: {
  readonly gateId: string;
  readonly direction: Direction;
  readonly plateCountry: 'VN' | 'CN';
  readonly carried: boolean;
  readonly load: Load;
}): CrossingKind {
  if (saysEmpty(trip.load)) return 'empty';
  if (isDrivenNewVehicle(trip.load, trip.carried)) return 'new-vehicle';
  // Goods are delivered and received at the line there (Decision 06/2024).
  if (trip.gateId === 'BNGHI') return 'line-exchange';
  // A Chinese lorry with goods for Vietnam unloads to Vietnamese lorries in the yard.
  if (trip.direction === 'import' && trip.plateCountry === 'CN') return 'transshipment';
  return 'loaded';
}

/** ID-37: the HS heading decides; the name speaks where there is none, and says "dried" over a fresh heading. */
export function goodsClassOf(load: Load, kind: CrossingKind): GoodsClass {
  if (kind === 'new-vehicle' || kind === 'empty') return kind;
  const digits = digitsOf(load);
  if (DANGEROUS_HEADINGS.test(digits) || says(load, DANGEROUS_WORDS)) return 'dangerous';
  if (digits.startsWith('01')) return 'livestock';
  if (PERISHABLE_HEADINGS.test(digits)) return says(load, DRY_WORDS) ? 'ordinary' : 'perishable';
  if (digits !== '') return 'ordinary';
  if (says(load, LIVESTOCK_WORDS)) return 'livestock';
  return says(load, FRESH_WORDS) && !says(load, DRY_WORDS) ? 'perishable' : 'ordinary';
}
