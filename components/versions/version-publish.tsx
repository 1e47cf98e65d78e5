'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { errorCodeOf } from '../app/error-text';
import { ReasonForm } from '../control/reason-form';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

/** What is changed, what that does, and only then the reason and the deed. */
export function VersionPublish({
  title,
  children,
  version,
  hasFaults,
  isReady = true,
  save,
  onSave,
  onReload,
  onKeep,
  toPreview = null,
  discard,
}: {
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** That it becomes. */
  readonly version: number;
  readonly hasFaults: boolean;
  /** False: what it does has not been looked at. */
  readonly isReady?: boolean;
  readonly save: { readonly isPending: boolean; readonly error: unknown };
  readonly onSave: (reason: string) => void;
  /** Theirs is opened; with `onKeep` ours is compared with it instead. */
  readonly onReload: () => void;
  readonly onKeep?: () => void;
  readonly toPreview?: ReactNode;
  readonly discard: { readonly busy?: boolean; readonly on: () => void };
}) {
  const t = useTranslations('versions');
  const isTakenOver = errorCodeOf(save.error) === 'AP-DONE';
  return (
    <section aria-labelledby="version-publish" className="space-y-5 border-t-2 border-ink pt-6">
      <h3 id="version-publish" className="scroll-mt-24 text-2xl font-bold">
        {title}
      </h3>
      {children}
      {hasFaults ? <Notice tone="plain">{t('mendFirst')}</Notice> : null}
      {isTakenOver ? (
        <Notice tone="fault" role="alert">
          <p>{t('takenOver')}</p>
          <div className="mt-3 flex flex-wrap gap-3">
            {onKeep === undefined ? null : (
              <Button tone="outline" onClick={onKeep}>
                {t('keepMine')}
              </Button>
            )}
            <Button tone="text" onClick={onReload}>
              {t('openTheirs')}
            </Button>
          </div>
        </Notice>
      ) : isReady && !hasFaults ? (
        <div className="max-w-xl">
          <ReasonForm
            action={t('putInForce', { version })}
            busy={save.isPending}
            error={save.error}
            onSubmit={onSave}
          />
        </div>
      ) : null}
      <div className="flex flex-wrap gap-3">
        {toPreview}
        <Button tone="text" busy={discard.busy ?? false} onClick={discard.on}>
          {t('discard')}
        </Button>
      </div>
    </section>
  );
}
