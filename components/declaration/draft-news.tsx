'use client';
import { useTranslations } from 'use-intl';
import type { SavedDraft } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import type { DraftSync } from './use-draft-sync';

type Content = Extract<SavedDraft, { kind: 'newer' }>['content'];

/** What happened to this draft on another device: a person chooses, nothing is written over unseen. */
export function DraftNews({
  sync: { newer, isFiled, keepMine },
  onTake,
  onDrop,
  onSendAgain,
}: {
  readonly sync: Pick<DraftSync, 'newer' | 'isFiled' | 'keepMine'>;
  readonly onTake: (content: Content, savedAt: number) => void;
  readonly onDrop: () => void;
  /** Where more than what is filed may stand in the form: to where it is sent again. Null: it is there. */
  readonly onSendAgain?: (() => void) | null | undefined;
}) {
  const t = useTranslations('declare');
  const { moment } = useTimeText();
  const now = useNow(60_000);
  if (isFiled) {
    // Dropped it would be gone: nobody else has what was not filed.
    const [words, label, act] =
      onSendAgain === undefined
        ? [t('filedElsewhere'), t('toMine'), onDrop]
        : [t('filedPartly'), t('sendAgain'), onSendAgain];
    return (
      <div className="mb-6">
        <Notice role="alert">
          <p>{words}</p>
          {act === null ? null : (
            <p className="mt-2">
              <Button tone="outline" onClick={act}>
                {label}
              </Button>
            </p>
          )}
        </Notice>
      </div>
    );
  }
  if (newer === null) return null;
  return (
    <div className="mb-6">
      <Notice role="alert">
        <p>{t('newerElsewhere', { at: moment(newer.savedAt, now ?? newer.savedAt) })}</p>
        <p className="mt-2 flex flex-wrap gap-3">
          <Button tone="outline" onClick={() => onTake(newer.content, newer.savedAt)}>
            {t('takeNewer')}
          </Button>
          <Button tone="text" onClick={keepMine}>
            {t('keepMine')}
          </Button>
        </p>
      </Notice>
    </div>
  );
}
