'use client';
import { useTranslations } from 'use-intl';
import type { ErrorCode } from './answers';

type Shape = { readonly data?: { readonly errorCode?: ErrorCode } | null };

/** The code of the API's one table, or null when the centre was not reached. */
export function errorCodeOf(error: unknown): ErrorCode | null {
  // The formatter of server/api/trpc.ts puts our code there; boards do without the API's client.
  if (!(error instanceof Error)) return null;
  return (error as Shape).data?.errorCode ?? null;
}

/** What happened and what to do, with the short code that can be read out on the telephone. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations('error');
  return (error) => {
    const code = errorCodeOf(error);
    return code === null ? t('unreachable') : t('withCode', { text: t(code), code });
  };
}
