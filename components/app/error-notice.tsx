'use client';
import { Notice } from '../ui/notice';
import { useErrorText } from './error-text';

/** Why the centre did not do what was asked, beside what asked for it; nothing while there is no error. */
export function ErrorNotice({ error }: { readonly error: unknown }) {
  const errorText = useErrorText();
  if (error === null || error === undefined) return null;
  return (
    <Notice tone="fault" role="alert">
      {errorText(error)}
    </Notice>
  );
}
