'use client';
import { useTranslations } from 'use-intl';
import { Button, ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { errorCodeOf, useErrorText } from './error-text';

/** A page's figures did not come: what to do, never a dead end. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslations('app');
  const errorText = useErrorText();
  const needsSignIn = errorCodeOf(error) === 'AP-SIGN';
  return (
    <Notice tone="fault" role="alert">
      <p className="font-semibold">{errorText(error)}</p>
      <p className="mt-3">
        {needsSignIn ? (
          <ButtonLink href={signInHref()}>{t('signIn')}</ButtonLink>
        ) : (
          <Button tone="outline" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </p>
    </Notice>
  );
}

/** Back to this page after signing in. */
const signInHref = () =>
  typeof location === 'undefined' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(location.pathname)}`;
