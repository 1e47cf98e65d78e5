'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Guide } from '@/components/help/guide';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import type { Agency } from '@/domain/shared/vocabulary';
import type { Recorded } from '@/offline/checkpoint/outcome';

/** The guide of one's force, practice, and a word to the supervisor; all of it without a network. */
export function HelpPanel({
  agency,
  onPractise,
  onAsk,
}: {
  readonly agency: Agency;
  readonly onPractise: () => void;
  readonly onAsk: (words: string) => Promise<Recorded>;
}) {
  const guide = useTranslations('guide');
  const practice = useTranslations('practice');
  const [asking, setAsking] = useState(false);
  if (asking) return <AskForm onAsk={onAsk} />;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap gap-3">
        <Button tone="outline" size="tablet" onClick={() => setAsking(true)}>
          {guide('ask')}
        </Button>
        <Button tone="outline" size="tablet" onClick={onPractise}>
          {guide('practise')}
        </Button>
      </div>
      <p className="text-muted">{practice('what')}</p>
      <div className="max-h-[60dvh] overflow-y-auto">
        <Guide agency={agency} />
      </div>
    </div>
  );
}

function AskForm({ onAsk }: { readonly onAsk: (words: string) => Promise<Recorded> }) {
  const t = useTranslations('askHelp');
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState<Recorded['kind'] | null>(null);
  if (kept !== null)
    return (
      <Notice tone={kept === 'recorded' ? 'note' : 'fault'} role="status">
        {kept === 'recorded' ? t('sent') : t('memory')}
      </Notice>
    );
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setBusy(true);
        onAsk(words.trim()).then(
          ({ kind }) => setKept(kind),
          () => setBusy(false),
        );
      }}
    >
      <p>{t('what')}</p>
      <TextField
        label={t('words')}
        maxLength={300}
        autoComplete="off"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" size="tablet" busy={busy}>
        {t('send')}
      </Button>
    </form>
  );
}
