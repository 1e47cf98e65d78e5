import type { SheetFault } from '@/sheets/read-sheet';
import type { Cell, SheetFormat } from '@/sheets/write-cells';
import type { Answers, Preview, UploadRow } from './sheet-reader';

/** Between the screen and the worker that reads and writes sheets. Each question is answered once, by its number. */
export type SheetQuestion =
  | { readonly kind: 'open'; readonly bytes: Uint8Array; readonly answers: Answers }
  | { readonly kind: 'read'; readonly answers: Answers }
  | { readonly kind: 'rows'; readonly from: number }
  | {
      readonly kind: 'write';
      readonly format: SheetFormat;
      readonly title: string;
      readonly rows: readonly (readonly Cell[])[];
    };

export type SheetReply =
  | { readonly kind: 'preview'; readonly preview: Preview }
  | { readonly kind: 'fault'; readonly fault: SheetFault }
  | { readonly kind: 'rows'; readonly rows: readonly UploadRow[] }
  | { readonly kind: 'file'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'failed' };

export type ToWorker = { readonly id: number; readonly question: SheetQuestion };
export type FromWorker =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: SheetReply };
