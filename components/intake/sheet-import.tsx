'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SheetFault } from '@/sheets/read-sheet';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Meter } from '../ui/meter';
import { Notice } from '../ui/notice';
import { lastAsked } from './last-asked';
import { PickFile } from './pick-file';
import { PreviewStep } from './preview-step';
import type { Answers, Preview } from './sheet-reader';
import { useSheetWorker } from './use-sheet-worker';
import { useUpload } from './use-upload';

/**
 *   pick ──file──▶ reading ──▶ ready ──"file"──▶ sending ──▶ the import's own screen
 *     ▲               └──▶ refused ──┘ (another file)
 */
type View =
  | { readonly kind: 'pick' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'refused'; readonly fault: SheetFault | null }
  | { readonly kind: 'ready'; readonly preview: Preview };

const NOTHING_SAID: Answers = { choices: {}, defaults: {} };

/** A sheet from the firm's disk: its columns understood, its faults shown, the good rows filed. */
export function SheetImport() {
  const t = useTranslations('intake');
  const sheet = useTranslations('importSheet.sheetFault');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [remembered, setRemembered] = useState<Answers['choices']>({});
  const { ask, progress } = useSheetWorker();
  const { upload, start } = useUpload(ask);
  const [view, setView] = useState<View>({ kind: 'pick' });
  const [fileName, setFileName] = useState('');
  const [said, setSaid] = useState<Answers>(NOTHING_SAID);
  /** What was said last is not in the preview yet: the figures, and the name under which it is sent, are of before. */
  const [isStale, setStale] = useState(false);
  const [last] = useState(lastAsked);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (upload.kind === 'sent') goToHash(`sheet-${upload.importId}`, 'replace');
  }, [upload]);

  /** What is said now goes before what was said of earlier sheets. */
  const withRemembered = (answers: Answers, earlier = remembered): Answers => ({
    ...answers,
    choices: { ...earlier, ...answers.choices },
  });

  async function read(question: Parameters<typeof ask>[0]) {
    const reply = await last.of(ask(question));
    if (reply === null) return;
    setStale(false);
    if (reply.kind === 'preview') setView({ kind: 'ready', preview: reply.preview });
    else setView({ kind: 'refused', fault: reply.kind === 'fault' ? reply.fault : null });
  }
  async function open(file: File) {
    setView({ kind: 'reading' });
    setFileName(file.name);
    setSaid(NOTHING_SAID);
    // Without the centre a sheet is read all the same; only what was said earlier is not known then.
    const earlier = await queries
      .fetchQuery(trpc.intake.columns.queryOptions(undefined, { retry: false }))
      .catch(() => ({}));
    setRemembered(earlier);
    const bytes = new Uint8Array(await file.arrayBuffer());
    await read({ kind: 'open', bytes, answers: withRemembered(NOTHING_SAID, earlier) });
  }
  function say(answers: Answers) {
    setSaid(answers);
    setStale(true);
    read({ kind: 'read', answers: withRemembered(answers) }).catch(() => undefined);
  }
  const refused = (fault: SheetFault | null): string => {
    if (fault === null) return t('cannotRead');
    return fault.kind === 'tooLarge'
      ? sheet('tooLarge', { maxMegabytes: fault.maxMegabytes, maxRows: fault.maxRows })
      : sheet(fault.kind);
  };
  const isSending = upload.kind === 'sending' || upload.kind === 'resting';
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="text-3xl leading-tight font-bold outline-none">
        {t('title')}
      </h1>
      {view.kind === 'ready' ? null : <p className="mt-2 text-lg text-muted">{t('text')}</p>}
      {view.kind === 'refused' ? (
        <div className="mt-5">
          <Notice tone="fault" role="alert">
            <p className="font-semibold break-words">{fileName}</p>
            <p>{refused(view.fault)}</p>
          </Notice>
        </div>
      ) : null}
      {view.kind === 'pick' || view.kind === 'refused' ? (
        <PickFile
          ask={ask}
          onFile={(file) => {
            open(file).catch(() => setView({ kind: 'refused', fault: null }));
          }}
        />
      ) : null}
      {view.kind === 'reading' ? (
        <Awaiting>
          {progress === null
            ? t('reading', { file: fileName })
            : t('judging', { done: progress.done, of: progress.of })}
        </Awaiting>
      ) : null}
      {view.kind === 'ready' && !isSending ? (
        <PreviewStep
          fileName={fileName}
          preview={view.preview}
          said={said}
          onSay={say}
          judging={isStale ? (progress ?? { done: 0, of: view.preview.rows }) : null}
          onAnother={() => {
            last.forget();
            setStale(false);
            setView({ kind: 'pick' });
          }}
          onFile={() => {
            if (!isStale) start({ fileName, preview: view.preview, answers: said });
          }}
        />
      ) : null}
      {isSending ? (
        <div className="mt-8" role="status">
          <p className="text-lg">{t('sending', { done: upload.done, of: upload.of })}</p>
          <div className="mt-3">
            <Meter share={upload.of === 0 ? 1 : upload.done / upload.of} className="h-3" fill="bg-link" />
          </div>
          <p className="mt-3 text-muted">{upload.kind === 'resting' ? t('resting') : t('stayHere')}</p>
        </div>
      ) : null}
      {upload.kind === 'failed' ? (
        <div className="mt-5">
          <ErrorNotice error={upload.error} />
        </div>
      ) : null}
      <p className="mt-10">
        <Button tone="text" onClick={() => goToHash('')}>
          {t('backToList')}
        </Button>
      </p>
    </>
  );
}
