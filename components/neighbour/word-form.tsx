'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { v7 as uuidv7 } from 'uuid';
import { FLOWS } from '@/domain/neighbour/content';
import { SPOKEN_CHANNELS } from '@/domain/neighbour/heard';
import { flowOf, type Statement } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import type { NeighbourPicture } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useTyped } from '../app/use-typed';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { PickField } from '../ui/pick-field';
import { EMPTY_WORD, readWord, typedAgain, WORD_KINDS, type WordFault, type WordTyped } from './read-word';
import { useRefreshNeighbour } from './use-refresh';
import { WordBody } from './word-body';
import { useZoneName } from './zone-name';

/** What somebody of the other side said, who, when and by what means; a correction is a later word. */
export function WordForm({
  gateId,
  own,
  corrected,
  now,
  onRecorded,
  onCancel,
}: {
  readonly gateId: GateId;
  readonly own: NeighbourPicture['own'];
  readonly corrected: Statement | null;
  readonly now: number;
  readonly onRecorded: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslations('neighbour.entry');
  const n = useTranslations('neighbour');
  const { moment } = useTimeText();
  const place = useZoneName()(own.zone);
  const trpc = useTRPC();
  const refresh = useRefreshNeighbour(gateId);
  const { typed, setTyped, change, faults, setFaults } = useTyped<WordTyped, WordFault>(
    // What they take is most of what is told.
    () =>
      (corrected === null ? null : typedAgain(corrected, own.zone)) ?? {
        ...EMPTY_WORD,
        flow: flowOf('export', own.country),
      },
  );
  const record = useMutation(trpc.neighbour.record.mutationOptions());
  const fault = (name: WordFault) => (faults.includes(name) ? t(`fault.${name}`) : null);
  const submit = () => {
    const read = readWord(typed, { gateId, now, newId: uuidv7(), zone: own.zone });
    if (read.kind === 'faults') return setFaults(read.faults);
    return record.mutate(
      { gateId, ...read.entry },
      {
        onSuccess: () => {
          refresh();
          setTyped((last) => ({ ...EMPTY_WORD, kind: last.kind, flow: last.flow, toldBy: last.toldBy }));
          onRecorded();
        },
      },
    );
  };
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (!record.isPending) submit();
      }}
    >
      {corrected === null ? null : (
        <Notice>
          <p>{t('correcting', { at: moment(corrected.saidAt, now) })}</p>
          <Button tone="text" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Notice>
      )}
      <ErrorNotice error={record.error} />
      <div className="grid gap-6 sm:grid-cols-2">
        <PickField
          label={t('kind')}
          value={typed.kind}
          disabled={corrected !== null}
          options={WORD_KINDS}
          nameOf={(kind) => n(`kind.${kind}`)}
          onPick={(kind) => change({ kind })}
        />
        <PickField
          label={t('direction')}
          value={typed.flow}
          options={FLOWS}
          nameOf={(flow) => n(`sheet.flow.${flow}`)}
          onPick={(flow) => change({ flow })}
        />
      </div>
      <WordBody typed={typed} change={change} fault={fault} place={place} />
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField
          label={t('toldBy')}
          hint={t('toldByHint')}
          fault={fault('toldBy')}
          maxLength={120}
          autoComplete="off"
          value={typed.toldBy}
          onChange={({ target }) => change({ toldBy: target.value })}
        />
        <PickField
          label={t('channel')}
          value={typed.channel}
          options={SPOKEN_CHANNELS}
          nameOf={(channel) => n(`channel.${channel}`)}
          onPick={(channel) => change({ channel })}
        />
        <TextField
          label={t('saidAt', { place })}
          hint={t('saidAtHint')}
          fault={fault('saidAt')}
          autoComplete="off"
          value={typed.saidAt}
          onChange={({ target }) => change({ saidAt: target.value })}
        />
        <TextField
          label={t('note')}
          hint={t('optional')}
          maxLength={300}
          autoComplete="off"
          value={typed.note}
          onChange={({ target }) => change({ note: target.value })}
        />
      </div>
      <Button type="submit" size="large" busy={record.isPending}>
        {t('record')}
      </Button>
    </form>
  );
}
