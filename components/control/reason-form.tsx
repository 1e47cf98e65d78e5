'use client';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ErrorNotice } from '../app/error-notice';
import { Button, type ButtonTone } from '../ui/button';
import { TextField } from '../ui/field';

const SHORTEST = 3;

/** A deed that is kept for ever with its reason: the reason is typed, never chosen from a list. */
export function ReasonForm({
  action,
  danger = false,
  tone = danger ? 'danger' : 'main',
  busy,
  error,
  onSubmit,
  onCancel,
}: {
  readonly action: ReactNode;
  readonly danger?: boolean;
  /** Where the screen has its one filled button elsewhere. */
  readonly tone?: ButtonTone;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (reason: string) => void;
  readonly onCancel?: () => void;
}) {
  const t = useTranslations('control');
  const app = useTranslations('app');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim().length < SHORTEST) setMissing(true);
        else onSubmit(reason.trim());
      }}
    >
      <ErrorNotice error={error} />
      <TextField
        label={t('reason')}
        hint={t('reasonHint')}
        fault={missing ? t('reasonMissing') : null}
        maxLength={300}
        value={reason}
        onChange={(event) => {
          setReason(event.target.value);
          setMissing(false);
        }}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone={tone} busy={busy}>
          {action}
        </Button>
        {onCancel ? (
          <Button tone="text" onClick={onCancel}>
            {app('cancel')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
