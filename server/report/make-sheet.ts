import type { Database } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import { dailySheet } from '@/domain/report/daily-sheet';
import type { ReportDay } from '@/domain/report/home-day';
import { lanesSheet } from '@/domain/report/lanes-sheet';
import { orderSheet } from '@/domain/report/order-sheet';
import { releaseTimesSheet } from '@/domain/report/release-times-sheet';
import type { OrderedReport, Sheet } from '@/domain/report/sheet';
import type { GateId } from '@/domain/shared/identity';
import { readDaily } from './read-daily';
import { readLanes } from './read-lanes';
import { readOrder } from './read-order';
import { readReleaseTimes } from './read-release-times';

export type ReportOrder = {
  readonly report: OrderedReport;
  /** Null: the daily report over every gate of the province. */
  readonly gateId: GateId | null;
  readonly day: ReportDay;
  /** Of a time release study: how many days up to and with `day`. */
  readonly days: number;
};

/** Any report as tables; the same for screen, files and mail. */
export async function makeSheet(
  reader: { readonly db: Database; readonly now: number; readonly actor: string | null },
  { report, gateId, day, days }: ReportOrder,
): Promise<Sheet> {
  if (gateId === null)
    return dailySheet(
      await readDaily(
        reader,
        allGates().map(({ code }) => code),
        day,
      ),
    );
  switch (report) {
    case 'daily':
      return dailySheet(await readDaily(reader, [gateId], day));
    case 'release-times':
      return releaseTimesSheet(await readReleaseTimes(reader, { gateId, day, days }));
    case 'lanes':
      return lanesSheet(await readLanes(reader, { gateId, day }));
    case 'order':
      return orderSheet(await readOrder(reader, { gateId, day }));
  }
}
