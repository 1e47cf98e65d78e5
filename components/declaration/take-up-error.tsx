'use client';
import { useTranslations } from 'use-intl';
import { useErrorText } from '../app/error-text';
import { hashOfDraft } from './form-view';
import { LeftToSend } from './put-aside';

/** Why nothing was taken up; null: nothing went wrong. */
export function TakeUpError({ error }: { readonly error: unknown }) {
  const t = useTranslations('declare');
  const errorText = useErrorText();
  if (error === null) return null;
  return (
    <span role="alert" className="block text-fault">
      {error instanceof LeftToSend ? (
        <>
          {t('leftToSend')}{' '}
          <a
            href={`#${hashOfDraft(error.draft)}`}
            className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
          >
            {t('goOnWithIt')}
          </a>
        </>
      ) : (
        errorText(error)
      )}
    </span>
  );
}
