import { tidyCode } from '../identifiers/fold-text';
import { err, ok, type Result } from '../shared/result';

/**
 * Planned arrival as written in sheets. Hà Nội time: UTC+7, no summer time since 1975, so the offset is a constant.
 */
const HANOI_OFFSET_MS = 7 * 3600_000;

export type Day = { readonly year: number; readonly month: number; readonly day: number };

const EARLIEST_YEAR = 2000;
const LATEST_YEAR = 2099;

function realDay(year: number, month: number, day: number): Day | null {
  if (year < EARLIEST_YEAR || year > LATEST_YEAR || month < 1 || month > 12 || day < 1) return null;
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day <= daysInMonth ? { year, month, day } : null;
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

// Day 60 of the 1900 date system never was (Excel keeps 29 February 1900); serials of this century are past it.
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
function daySinceExcelEpoch(serial: number): Day | null {
  const date = new Date(EXCEL_EPOCH_MS + Math.floor(serial) * 86_400_000);
  return realDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** The day at the beginning of `text`, and what follows it (a time, perhaps). */
function takeDay(text: string): { day: Day; rest: string } | null {
  const patterns: readonly [RegExp, (m: RegExpExecArray) => Day | null][] = [
    [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/, (m) => realDay(Number(m[1]), Number(m[2]), Number(m[3]))],
    [
      /^(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})(?!\d)/,
      (m) => realDay(fullYear(m[3] ?? ''), Number(m[2]), Number(m[1])),
    ],
    [/^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?/, (m) => realDay(Number(m[1]), Number(m[2]), Number(m[3]))],
    [
      /^(?:NGÀY )?(\d{1,2}) THÁNG (\d{1,2}) NĂM (\d{4})(?!\d)/,
      (m) => realDay(Number(m[3]), Number(m[2]), Number(m[1])),
    ],
    [
      /^(\d{1,2})[ -]([A-Z]{3})[A-Z]*[ -,]+(\d{4}|\d{2})(?!\d)/,
      (m) => realDay(fullYear(m[3] ?? ''), MONTHS.indexOf(m[2] ?? '') + 1, Number(m[1])),
    ],
    [/^(20\d{2})(\d{2})(\d{2})(?!\d)/, (m) => realDay(Number(m[1]), Number(m[2]), Number(m[3]))],
    [/^([3-6]\d{4})(?:[.,]\d+)?$/, (m) => daySinceExcelEpoch(Number(m[1]))],
  ];
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(text);
    const day = match && read(match);
    if (match && day) {
      const fraction = /^\d{5}([.,]\d+)$/.exec(text)?.[1];
      return { day, rest: fraction ? `0${fraction}` : text.slice(match[0].length) };
    }
  }
  return null;
}

/** Minutes after midnight, or null. `07:45`, `07h45`, `7h`, `7 giờ 45`, `7点45分`, `7:45 PM`, `0745`, `0.3229`. */
export function readTime(raw: string): number | null {
  const text = tidyCode(raw)
    .replace(/^T/, '')
    .replace(/(?:\.\d+)?Z$/, '')
    .trim();
  const fraction = /^0?[.,]\d+$/.test(text) ? Number(text.replace(',', '.')) : null;
  if (fraction !== null) return Math.round(fraction * 1440) % 1440;
  const clock =
    /^(\d{1,2})\s*(?:[:H.]|GIỜ|G|点|點|时|時)\s*(\d{2})?\s*(?:PHÚT|P|M|'|分)?(?::\d{2})?\s*([AP]M|SÁNG|CHIỀU|TỐI)?$/.exec(
      text,
    ) ??
    /^(\d{2})(\d{2})()$/.exec(text) ??
    /^(\d{1,2})()\s?([AP]M)$/.exec(text);
  if (!clock) return null;
  const half = clock[3] ?? '';
  const isAfternoon = half === 'PM' || half === 'CHIỀU' || half === 'TỐI';
  const hour = Number(clock[1]);
  const minute = Number(clock[2] || '0');
  if (hour > 23 || minute > 59 || (half.endsWith('M') && (hour === 0 || hour > 12))) return null;
  if (isAfternoon) return (hour < 12 ? hour + 12 : hour) * 60 + minute;
  return (half === 'AM' && hour === 12 ? 0 : hour) * 60 + minute;
}

/** ID-27: day first, as Vietnam writes it; ISO; Chinese; a spreadsheet's serial. A time behind it is kept. */
export function readDay(raw: string): { day: Day; minutes: number | null } | null {
  const taken = takeDay(tidyCode(raw));
  if (!taken) return null;
  const rest = taken.rest.trim();
  if (rest === '') return { day: taken.day, minutes: null };
  const minutes = readTime(rest);
  return minutes === null ? null : { day: taken.day, minutes };
}

export type Arrival = {
  readonly day: Day | null;
  /** Minutes after midnight, Hà Nội. */
  readonly minutes: number | null;
};
export type ArrivalFault = {
  readonly field: 'arrivalDate' | 'arrivalTime';
  readonly code: 'DT-SHAPE' | 'TM-SHAPE';
};

/** ID-27, ID-28: either box may hold both day and time; a time of its own wins over one beside the date. */
export function readArrival(dateText: string, timeText: string): Result<Arrival, readonly ArrivalFault[]> {
  const date = dateText === '' ? null : readDay(dateText);
  const minutes = timeText === '' ? null : readTime(timeText);
  const both = timeText === '' || minutes !== null ? null : readDay(timeText);
  const faults: ArrivalFault[] = [];
  if (dateText !== '' && !date) faults.push({ field: 'arrivalDate', code: 'DT-SHAPE' });
  if (timeText !== '' && minutes === null && both === null)
    faults.push({ field: 'arrivalTime', code: 'TM-SHAPE' });
  if (faults.length > 0) return err(faults);
  const beside = date?.minutes ?? null;
  return ok({ day: date?.day ?? both?.day ?? null, minutes: minutes ?? both?.minutes ?? beside });
}

/** ms since the epoch; null unless both day and time are known. */
export function arrivalAt(arrival: Arrival): number | null {
  if (!arrival.day || arrival.minutes === null) return null;
  const { year, month, day } = arrival.day;
  return Date.UTC(year, month - 1, day) + arrival.minutes * 60_000 - HANOI_OFFSET_MS;
}
