import * as z from 'zod';
import { SUBMISSION_FIELDS, submissionSchema } from '@/domain/declaration/submission';
import { rowStateSchema } from '@/domain/intake/import-state';
import { MOST_ROWS, ROWS_PER_PART } from '@/domain/intake/limits';
import { ROW_LABEL } from '@/domain/intake/row-name';
import { localeSchema } from '@/domain/shared/vocabulary';
import { addRows } from '@/server/intake/add-rows';
import { beginImport } from '@/server/intake/begin-import';
import { correctRow, setRowAside } from '@/server/intake/correct-row';
import { discardImport } from '@/server/intake/discard-import';
import { exportFirm } from '@/server/intake/export-firm';
import { faultyFile } from '@/server/intake/faulty-file';
import { fileImport } from '@/server/intake/file-import';
import { listImports } from '@/server/intake/list-imports';
import { openSheet } from '@/server/intake/open-import';
import { rememberedColumns } from '@/server/intake/remembered-columns';
import { give } from '../errors';
import { lineSchema } from '../inputs';
import { firmProcedure, router } from '../trpc';

const placeSchema = z.int().min(1).max(MOST_ROWS);
const importSchema = z.object({ importId: z.uuid() });
/** A header and what somebody said it means; a sheet has two hundred columns at most. */
const choicesSchema = z
  .record(z.string().min(1).max(300), z.enum(['row', 'ignore', ...SUBMISSION_FIELDS]))
  .refine((choices) => Object.keys(choices).length <= 200);
const rowSchema = z.object({
  place: placeSchema,
  label: z.string().regex(ROW_LABEL),
  submission: submissionSchema,
  twiceOf: z.object({ row: z.string().max(40), plate: z.string().max(40) }).nullable(),
});
const copySchema = z.object({ locale: localeSchema, format: z.enum(['csv', 'xlsx']) });

export const intakeRouter = router({
  columns: firmProcedure.query(({ ctx }) => rememberedColumns(ctx)),
  begin: firmProcedure
    .input(
      importSchema.extend({
        fileName: lineSchema(1, 200),
        fileHash: z.string().regex(/^[0-9a-f]{64}$/),
        rowCount: placeSchema,
        choices: choicesSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await beginImport(ctx, input))),
  addRows: firmProcedure
    .input(importSchema.extend({ rows: z.array(rowSchema).min(1).max(ROWS_PER_PART) }))
    .mutation(async ({ ctx, input }) => give(await addRows(ctx, input))),
  file: firmProcedure
    .input(importSchema)
    .mutation(async ({ ctx, input }) => give(await fileImport(ctx, input))),
  list: firmProcedure.query(({ ctx }) => listImports(ctx)),
  open: firmProcedure
    .input(importSchema.extend({ state: rowStateSchema, after: z.int().min(0).max(MOST_ROWS) }))
    .query(async ({ ctx, input }) => give(await openSheet(ctx, input))),
  correctRow: firmProcedure
    .input(importSchema.extend({ place: placeSchema, submission: submissionSchema }))
    .mutation(async ({ ctx, input }) => give(await correctRow(ctx, input))),
  setRowAside: firmProcedure
    .input(importSchema.extend({ place: placeSchema, aside: z.boolean() }))
    .mutation(async ({ ctx, input }) => give(await setRowAside(ctx, input))),
  discard: firmProcedure
    .input(importSchema.extend({ discard: z.boolean() }))
    .mutation(async ({ ctx, input }) => give(await discardImport(ctx, input))),
  faultyFile: firmProcedure
    .input(importSchema.extend(copySchema.shape))
    .query(async ({ ctx, input }) => give(await faultyFile(ctx, input))),
  exportFile: firmProcedure
    .input(z.object({ locale: localeSchema, format: z.enum(['csv', 'xlsx', 'json']) }))
    .query(({ ctx, input }) => exportFirm(ctx, input)),
});
