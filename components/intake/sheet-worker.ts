/// <reference lib="webworker" />
import '../flow-desk/parse-without-eval-here';

import { sha256 } from '@noble/hashes/sha2.js';
import type { ManifestRow } from '@/domain/declaration/read-manifest';
import { readSheet, type Sheet } from '@/sheets/read-sheet';
import { writeCells } from '@/sheets/write-cells';
import type { FromWorker, SheetQuestion, SheetReply, ToWorker } from './sheet-messages';
import { type Answers, readForImport, rowsToSend } from './sheet-reader';

declare const self: DedicatedWorkerGlobalScope;

/** The sheet that is open; its rows stay here and go to the screen only in parts. */
let opened: { readonly sheet: Sheet; readonly contentHash: Uint8Array } | null = null;
let rows: readonly ManifestRow[] = [];

const tell = (message: FromWorker) => self.postMessage(message);

function read(answers: Answers): SheetReply {
  if (opened === null) return { kind: 'failed' };
  const of = opened.sheet.rows.length;
  const found = readForImport(opened.sheet, opened.contentHash, answers, (done) =>
    tell({ kind: 'progress', done, of }),
  );
  rows = found.rows;
  return { kind: 'preview', preview: found.preview };
}

async function replyTo(question: SheetQuestion): Promise<SheetReply> {
  switch (question.kind) {
    case 'open': {
      opened = null;
      const sheet = await readSheet(question.bytes);
      if (!sheet.ok) return { kind: 'fault', fault: sheet.error };
      opened = { sheet: sheet.value, contentHash: sha256(question.bytes) };
      return read(question.answers);
    }
    case 'read':
      return read(question.answers);
    case 'rows':
      return { kind: 'rows', rows: rowsToSend(rows, question.from) };
    case 'write':
      return { kind: 'file', bytes: await writeCells(question.format, question.title, question.rows) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  replyTo(data.question)
    .catch((): SheetReply => ({ kind: 'failed' }))
    .then((reply) => tell({ kind: 'reply', id: data.id, reply }))
    .catch(() => undefined);
});
