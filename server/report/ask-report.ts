import type { Sheet } from '@/domain/report/sheet';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Locale } from '@/domain/shared/vocabulary';
import type { PersonContext } from '../control/person-context';
import { makeSheet, type ReportOrder } from './make-sheet';
import { readOwn } from './read-own';
import { type FileFormat, reportFile } from './report-file';

/** A report as somebody of the control room asks for it. Over the province there is the daily one only. */
export async function askReport(
  { db, clock, actor }: PersonContext,
  order: ReportOrder,
): Promise<Result<Sheet, 'AP-INPUT'>> {
  if (order.gateId === null && order.report !== 'daily') return err('AP-INPUT');
  return ok(await makeSheet({ db, now: clock.now(), actor: actor.id }, order));
}

type File = {
  readonly name: string;
  readonly type: string;
  /** Base64. */
  readonly data: string;
};
type Copy = { readonly locale: Locale; readonly format: FileFormat };

/** What a firm asks of its own crossings. */
export type OwnOrder = Omit<Parameters<typeof readOwn>[1], 'firmId'>;
type FirmContext = PersonContext & { readonly firmId: string };

export const askOwn = ({ db, clock, actor, firmId }: FirmContext, order: OwnOrder): Promise<Sheet> =>
  readOwn({ db, now: clock.now(), actor: actor.id }, { ...order, firmId });

export const askOwnFile = async (context: FirmContext, order: OwnOrder & Copy): Promise<File> =>
  fileOf(await askOwn(context, order), order);

async function fileOf(sheet: Sheet, { locale, format }: Copy): Promise<File> {
  const { name, type, data } = await reportFile(sheet, locale, format);
  return { name, type, data: Buffer.from(data).toString('base64') };
}

export async function askReportFile(
  context: PersonContext,
  order: ReportOrder & Copy,
): Promise<Result<File, 'AP-INPUT'>> {
  const sheet = await askReport(context, order);
  if (!sheet.ok) return sheet;
  return ok(await fileOf(sheet.value, order));
}
