'use client';
import { useTranslations } from 'use-intl';
import { Notice } from '../ui/notice';
import type { Trouble } from './post-auth';

/** Why the way in is barred, and what to do; nothing while it is not. */
export function TroubleNotice({ trouble }: { readonly trouble: Trouble | null }) {
  const t = useTranslations('signIn.trouble');
  if (trouble === null) return null;
  return (
    <Notice tone="fault" role="alert">
      {t(trouble)}
    </Notice>
  );
}
