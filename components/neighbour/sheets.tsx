'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { bothMoments } from '@/domain/neighbour/bulletin-tables';
import type { GateId } from '@/domain/shared/identity';
import type { NeighbourPicture } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button, ButtonLink } from '../ui/button';
import { saveFile } from '../ui/save-file';
import { useRefreshNeighbour } from './use-refresh';

type Props = { readonly gateId: GateId; readonly picture: NeighbourPicture; readonly now: number };

/** Our bulletin by one press, as a file or as a print; and every sheet that went or came. */
export function Sheets({ gateId, picture, now }: Props) {
  const t = useTranslations('neighbour.sheets');
  const trpc = useTRPC();
  const refresh = useRefreshNeighbour(gateId);
  const [made, setMade] = useState<string | null>(null);
  const file = useMutation(
    trpc.neighbour.bulletinFile.mutationOptions({
      onSuccess: (given) => {
        saveFile(given);
        setMade(given.name);
        refresh();
      },
    }),
  );
  const make = (format: 'json' | 'pdf', number: number | null = null) =>
    file.mutate({ gateId, number, format });
  return (
    <section aria-labelledby="sheets-title" className="min-w-0">
      <h2 id="sheets-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button onClick={() => make('pdf')} busy={file.isPending}>
          {t('pdf')}
        </Button>
        <Button tone="outline" onClick={() => make('json')} busy={file.isPending}>
          {t('file')}
        </Button>
        <ButtonLink tone="text" href={`/neighbour#${gateId}`}>
          {t('public')}
        </ButtonLink>
      </div>
      {file.error ? (
        <div className="mt-3">
          <ErrorNotice error={file.error} />
        </div>
      ) : null}
      <p role="status" className="mt-2 min-h-6 text-muted">
        {made === null || file.isPending ? null : t('made', { name: made })}
      </p>
      <SheetList sheets={picture.sheets} now={now} onAgain={(number) => make('pdf', number)} />
    </section>
  );
}

function SheetList({
  sheets,
  now,
  onAgain,
}: {
  readonly sheets: NeighbourPicture['sheets'];
  readonly now: number;
  readonly onAgain: (number: number) => void;
}) {
  const t = useTranslations('neighbour.sheets');
  const { ago } = useTimeText();
  const { number } = useFormatter();
  if (sheets.length === 0) return <p className="border-y border-rule py-3 text-muted">{t('none')}</p>;
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {sheets.map((sheet) => (
        <li
          key={`${sheet.isOurs} ${sheet.number}`}
          className="flex flex-wrap items-center justify-between gap-x-4 py-2"
        >
          <div>
            <p className="font-semibold">
              {t(sheet.isOurs ? 'ours' : 'theirs', { number: number(sheet.number) })}
            </p>
            <p className="text-sm text-muted">
              {[
                t(`way.${sheet.way}`),
                ago(sheet.at, now),
                sheet.by,
                t('validUntil', { at: bothMoments(sheet.validUntil) }),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
          </div>
          {sheet.isOurs ? (
            <Button tone="text" onClick={() => onAgain(sheet.number)}>
              {t('again', { number: number(sheet.number) })}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
