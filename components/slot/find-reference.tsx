'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';

/** Lines of one reference, as its holder knows it. */
export function FindReference({
  shown,
  onFind,
}: {
  readonly shown: string | null;
  readonly onFind: (reference: string | null) => void;
}) {
  const t = useTranslations('slot');
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  if (shown !== null)
    return (
      <p className="mb-4 flex flex-wrap items-center gap-4">
        <code className="text-lg font-semibold break-all">{shown}</code>
        <Button tone="text" onClick={() => onFind(null)}>
          {t('all')}
        </Button>
      </p>
    );
  return (
    <form
      noValidate
      className="mb-4 flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const reference = typed.trim().toLowerCase();
        const isRight = /^[0-9a-f]{16}$/.test(reference);
        setWrong(!isRight);
        if (isRight) onFind(reference);
      }}
    >
      <div className="min-w-0 grow">
        <TextField
          label={t('find')}
          hint={t('findHint')}
          fault={isWrong ? t('findFault') : undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <Button type="submit" tone="outline">
        {t('find')}
      </Button>
    </form>
  );
}
