import { gateById } from '@/domain/gate/gates';
import { displayPlate } from '@/domain/identifiers/plate';
import { MOST_EXPORTED } from '@/domain/intake/limits';
import { momentText } from '@/domain/report/cell-text';
import { dayOf } from '@/domain/report/home-day';
import type { Locale } from '@/domain/shared/vocabulary';
import { type Cell, SHEET_TYPES, type SheetFormat, writeCells } from '@/sheets/write-cells';
import type { FirmContext } from '../declaration/firm-context';
import { listDrafts } from '../declaration/list-drafts';
import { listFleet } from '../fleet/list-fleet';
import { speakerOf } from '../report/speaker';
import { type GivenFile, sheetWords } from './faulty-file';
import { type FirmFile, withFiles } from './firm-files';
import { type FirmRecord, readFirmRecords } from './firm-records';
import { forFirm } from './import-row';
import { iso } from './iso';

/** Words of the closed lists, as on screen. */
const LISTS = {
  direction: 'direction',
  kind: 'crossingKind',
  stage: 'stage',
  ended: 'intake.ended',
} as const;

/**
 * Everything the firm has here, for it to take along (IM-8): as a sheet with a line for each declaration, or as JSON with
 * each one's whole file, its fleet and its drafts.
 */
export async function exportFirm(
  ctx: FirmContext,
  { locale, format }: { readonly locale: Locale; readonly format: SheetFormat | 'json' },
): Promise<GivenFile> {
  const now = ctx.clock.now();
  const ring = await ctx.keys();
  const declarations = await forFirm(ctx, async (tx) =>
    withFiles(tx, await readFirmRecords(tx, ctx.firmId), ring),
  );
  const words = sheetWords(locale);
  const name = `declarations-${dayOf(now)}.${format}`;
  if (format === 'json') {
    const drafts = await listDrafts(ctx);
    const body = {
      madeAt: iso(now),
      mostDeclarations: MOST_EXPORTED,
      declarations,
      fleet: await listFleet(ctx),
      drafts: drafts.map(({ draftId, savedAt, submission, form, faults }) => ({
        id: draftId,
        savedAt: iso(savedAt),
        submission,
        form,
        faults,
      })),
    };
    return {
      name,
      type: 'application/json',
      data: Buffer.from(JSON.stringify(body, null, 1)).toString('base64'),
    };
  }
  const rows = [headerLine(words), ...declarations.map((each) => lineOf(each, locale))];
  const bytes = await writeCells(format, words.say('exportTitle'), rows);
  return { name, type: SHEET_TYPES[format], data: Buffer.from(bytes).toString('base64') };
}

const headerLine = ({ field, say }: ReturnType<typeof sheetWords>): readonly Cell[] => [
  say('declaredAt'),
  ...(['direction', 'gate', 'route', 'kind', 'plate', 'trailer', 'container', 'seal'] as const).map((name) =>
    field(name),
  ),
  ...(['customsDeclaration', 'regime', 'firmName', 'taxCode', 'goodsName', 'hsCode'] as const).map((name) =>
    field(name),
  ),
  `${field('weight')} (kg)`,
  ...(['driverName', 'driverIdNumber', 'driverPhone', 'note'] as const).map((name) => field(name)),
  ...(['plannedArrivalAt', 'arrivedAt', 'stage', 'ended', 'endedAt', 'pass'] as const).map((name) =>
    say(name),
  ),
];

function lineOf({ declared, ...record }: FirmRecord & FirmFile, locale: Locale): readonly Cell[] {
  const { translate } = speakerOf(locale);
  const chosen = (list: keyof typeof LISTS): string | null => {
    const value = record[list];
    return value === null ? null : translate(`${LISTS[list]}.${value}`, {});
  };
  const moment = (at: string | null) => (at === null ? null : momentText(Date.parse(at)));
  return [
    moment(record.declaredAt),
    chosen('direction'),
    gateById(record.gate)?.[locale] ?? record.gate,
    declared?.route ?? null,
    chosen('kind'),
    record.plate === null ? null : displayPlate(record.plate).text,
    record.trailer === null ? null : displayPlate(record.trailer).text,
    record.container,
    record.seal,
    record.customsDeclaration,
    declared?.regime ?? null,
    record.firmName,
    declared?.firm.taxCode ?? null,
    record.goodsName,
    record.hsCode,
    declared?.goods.grossWeightKg ?? null,
    record.driverName,
    record.driverIdNumber,
    record.driverPhone,
    record.note,
    moment(record.plannedArrivalAt),
    moment(record.arrivedAt),
    chosen('stage'),
    chosen('ended'),
    moment(record.endedAt),
    record.passId,
  ];
}
