import { readDay } from '@/domain/declaration/arrival';
import type { ColumnMapping } from '@/domain/declaration/map-columns';
import { HOME_ZONE } from '@/domain/gate/gates';

const DAY_MS = 86_400_000;
const homeDay = new Intl.DateTimeFormat('en-CA', { timeZone: HOME_ZONE });

/** The day of the sheet in data/. */
const SHEET_DAY = Date.UTC(2024, 7, 29);

/**
 * The sheet as it would read today: every arrival date moved by the same number of days, times and dirt untouched.
 * A date that cannot be read stays as it stands: it is one of the faults.
 */
export function moveToToday(
  rows: readonly (readonly string[])[],
  mapping: ColumnMapping,
  now: Date,
): readonly (readonly string[])[] {
  const column = mapping.columns.arrivalDate;
  if (column === undefined) return rows;
  const shift = Date.parse(homeDay.format(now)) - SHEET_DAY;
  return rows.map((cells) =>
    cells.map((cell, at) => {
      const read = at === column ? readDay(cell) : null;
      if (read === null || read.minutes !== null) return cell;
      const { year, month, day } = read.day;
      const moved = new Date(Math.round((Date.UTC(year, month - 1, day) + shift) / DAY_MS) * DAY_MS);
      return [
        String(moved.getUTCDate()).padStart(2, '0'),
        String(moved.getUTCMonth() + 1).padStart(2, '0'),
        moved.getUTCFullYear(),
      ].join('/');
    }),
  );
}
