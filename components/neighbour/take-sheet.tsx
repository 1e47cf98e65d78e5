'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Gathered, gatherParts } from '@/domain/neighbour/bulletin-qr';
import { MOST_BYTES } from '@/domain/neighbour/cloud-event';
import type { GateId } from '@/domain/shared/identity';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { ScannerView } from '../gate/scanner-view';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { LinesField } from '../ui/field';
import { Notice } from '../ui/notice';
import { SheetPreview, SheetRefusal } from './sheet-preview';
import { useRefreshNeighbour } from './use-refresh';

type GivenSheet =
  | { readonly way: 'file'; readonly text: string }
  | { readonly way: 'print'; readonly codes: string[] };

/** Their bulletin comes in: a file, its print before the camera, or what a scanner gun types; looked at first, then taken. */
export function TakeSheet({ gateId, now }: { readonly gateId: GateId; readonly now: number }) {
  const t = useTranslations('neighbour.take');
  const trpc = useTRPC();
  const refresh = useRefreshNeighbour(gateId);
  const [sheet, setSheet] = useState<GivenSheet | null>(null);
  const look = useMutation(trpc.neighbour.previewBulletin.mutationOptions());
  const take = useMutation(trpc.neighbour.takeBulletin.mutationOptions({ onSuccess: refresh }));
  const read = (given: GivenSheet) => {
    take.reset();
    setSheet(given);
    look.mutate({ gateId, sheet: given }, { onSuccess: refresh });
  };
  const discard = () => {
    setSheet(null);
    look.reset();
    take.reset();
  };
  const error = look.error ?? take.error;
  const refused =
    look.data?.ok === false ? look.data.error : take.data?.ok === false ? take.data.error : null;
  return (
    <section aria-labelledby="take-title" className="min-w-0">
      <h2 id="take-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <GiveSheet onSheet={read} />
      <div aria-live="polite" className="mt-4 space-y-4">
        {look.isPending ? <Awaiting>{t('reading')}</Awaiting> : null}
        <ErrorNotice error={error} />
        {refused ? <SheetRefusal refusal={refused} /> : null}
        {take.data?.ok ? (
          <Notice role="status">{t('taken', take.data.value)}</Notice>
        ) : look.data?.ok && sheet !== null ? (
          <SheetPreview
            look={look.data.value}
            now={now}
            busy={take.isPending}
            onTake={() => take.mutate({ gateId, sheet })}
            onDiscard={discard}
          />
        ) : null}
      </div>
    </section>
  );
}

function GiveSheet({ onSheet }: { readonly onSheet: (sheet: GivenSheet) => void }) {
  const t = useTranslations('neighbour.take');
  const [isScanning, setScanning] = useState(false);
  const [texts, setTexts] = useState<readonly string[]>([]);
  const [pasted, setPasted] = useState('');
  const gathered = gatherParts(texts);
  const scanned = (text: string) => {
    const all = [...texts, text].slice(-40);
    const now = gatherParts(all);
    setTexts(all);
    if (now.kind !== 'whole') return;
    setScanning(false);
    setTexts([]);
    onSheet({ way: 'print', codes: [...now.texts] });
  };
  const paste = () => {
    const lines = pasted.split('\n').filter((line) => line.trim() !== '');
    const now = gatherParts(lines);
    onSheet({ way: 'print', codes: now.kind === 'whole' ? [...now.texts] : lines.slice(0, 6) });
  };
  return (
    <div className="mt-4 space-y-4">
      <div className="flex flex-wrap items-center gap-3">
        <label className="inline-flex min-h-12 cursor-pointer items-center rounded-xl border-2 border-edge px-5 font-semibold focus-within:outline-3 hover:border-ink">
          {t('file')}
          <input
            type="file"
            accept=".json,application/json"
            className="sr-only"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              // One more than is allowed is enough to be told so.
              if (file)
                void file
                  .slice(0, MOST_BYTES + 1)
                  .text()
                  .then((text) => onSheet({ way: 'file', text: text.slice(0, MOST_BYTES + 1) }));
            }}
          />
        </label>
        <Button tone="outline" onClick={() => setScanning((is) => !is)}>
          {t(isScanning ? 'stop' : 'scan')}
        </Button>
      </div>
      {isScanning ? (
        <>
          <ScannerView active small={false} onText={scanned} />
          <Progress gathered={gathered} />
        </>
      ) : null}
      <LinesField
        label={t('paste')}
        hint={t('pasteHint')}
        rows={2}
        autoComplete="off"
        spellCheck={false}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      {pasted.trim() === '' ? null : (
        <Button tone="outline" onClick={paste}>
          {t('read')}
        </Button>
      )}
    </div>
  );
}

function Progress({ gathered }: { readonly gathered: Gathered }) {
  const t = useTranslations('neighbour.take');
  const { list, number } = useFormatter();
  return (
    <p role="status" className="min-h-6 font-semibold">
      {gathered.kind === 'more'
        ? t('gathered', {
            have: list(gathered.have.map((at) => number(at))),
            of: number(gathered.of),
          })
        : null}
    </p>
  );
}
