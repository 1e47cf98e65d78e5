import type { Sheet } from '@/domain/report/sheet';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Locale } from '@/domain/shared/vocabulary';
import type { PersonContext } from '../control/person-context';
import { makeSheet, type ReportOrder } from './make-sheet';
import { type FileFormat, reportFile } from './report-file';

/** A report as somebody of the control room asks for it. Over the province there is the daily one only. */
export async function askReport(
  { db, clock, actor }: PersonContext,
  order: ReportOrder,
): Promise<Result<Sheet, 'AP-INPUT'>> {
  if (order.gateId === null && order.report !== 'daily') return err('AP-INPUT');
  return ok(await makeSheet({ db, now: clock.now(), actor: actor.id }, order));
}

export async function askReportFile(
  context: PersonContext,
  order: ReportOrder & { readonly locale: Locale; readonly format: FileFormat },
): Promise<
  Result<{ readonly name: string; readonly type: string /** Base64. */; readonly data: string }, 'AP-INPUT'>
> {
  const sheet = await askReport(context, order);
  if (!sheet.ok) return sheet;
  const { name, type, data } = await reportFile(sheet.value, order.locale, order.format);
  return ok({ name, type, data: Buffer.from(data).toString('base64') });
}
