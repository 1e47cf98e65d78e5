'use client';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { ANNOUNCEMENT_MOST } from '@/domain/board/announcements';
import type { GateId } from '@/domain/shared/identity';
import { LOCALES } from '@/domain/shared/locales';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { useTyped } from '../app/use-typed';
import { Button } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { TextField } from '../ui/field';
import {
  type AnnouncementFault,
  type AnnouncementTyped,
  readAnnouncement,
  TEMPLATE_NAMES,
  TEMPLATES,
} from './announcement-entry';

const EMPTY: AnnouncementTyped = { vi: '', en: '', zh: '', until: '' };

/** Three languages or nothing: whoever stands before the board reads one of them. */
export function AnnouncementForm({
  gateId,
  onMade,
  onCancel,
}: {
  readonly gateId: GateId;
  readonly onMade: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslations('announce');
  const app = useTranslations('app');
  const trpc = useTRPC();
  const base = useId();
  const { typed, change, faults, setFaults } = useTyped<AnnouncementTyped, AnnouncementFault>(EMPTY);
  const make = useMutation(trpc.announcement.make.mutationOptions({ onSuccess: onMade }));
  const faultText = (one: AnnouncementFault) => t(`fault.${one.kind}`, { most: ANNOUNCEMENT_MOST });
  const faultOf = (field: AnnouncementFault['field']) => {
    const found = faults.find((one) => one.field === field);
    return found === undefined ? null : faultText(found);
  };
  const nameOf = (field: AnnouncementFault['field']) => (field === 'until' ? t('until') : t(`text.${field}`));
  return (
    <form
      noValidate
      className="max-w-3xl space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (make.isPending) return;
        const read = readAnnouncement(typed, Date.now());
        if (read.kind === 'faults') setFaults(read.faults);
        else make.mutate({ gateId, text: read.text, until: read.until });
      }}
    >
      <ErrorSummary
        title={t('faults')}
        items={faults.map((one) => ({
          fieldId: `${base}-${one.field}`,
          text: `${nameOf(one.field)}: ${faultText(one)}`,
        }))}
      />
      <ErrorNotice error={make.error} />
      <fieldset>
        <legend className="font-semibold">{t('templates')}</legend>
        <p className="text-muted">{t('templateHint')}</p>
        <div className="mt-2 flex flex-wrap gap-3">
          {TEMPLATE_NAMES.map((name) => (
            <Button key={name} tone="outline" onClick={() => change(TEMPLATES[name])}>
              {t(`template.${name}`)}
            </Button>
          ))}
        </div>
      </fieldset>
      {LOCALES.map((locale) => (
        <TextField
          key={locale}
          id={`${base}-${locale}`}
          label={t(`text.${locale}`)}
          lang={locale}
          fault={faultOf(locale)}
          autoComplete="off"
          value={typed[locale]}
          onChange={(event) => change({ [locale]: event.target.value })}
        />
      ))}
      <TextField
        id={`${base}-until`}
        label={t('until')}
        hint={t('untilHint')}
        fault={faultOf('until')}
        type="datetime-local"
        value={typed.until}
        onChange={(event) => change({ until: event.target.value })}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="large" busy={make.isPending}>
          {t('make')}
        </Button>
        <Button tone="text" size="large" onClick={onCancel}>
          {app('cancel')}
        </Button>
      </div>
    </form>
  );
}
