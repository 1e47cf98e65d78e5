'use client';
import { useTranslations } from 'use-intl';
import { useMe } from './use-me';

/** Ends the session at the centre, then leaves for the front page. */
async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  location.assign('/');
}

/** Who is signed in on this browser, and the way out. */
export function SignedIn() {
  const t = useTranslations('app');
  const me = useMe();
  if (me.data?.kind !== 'person') return null;
  return (
    <span className="mr-2 flex items-center gap-3 text-sm">
      <span className="hidden max-w-[14rem] truncate font-medium md:inline">{me.data.name}</span>
      <button
        type="button"
        onClick={() => {
          signOut().catch(() => undefined);
        }}
        className="min-h-11 text-muted underline underline-offset-4 hover:text-ink"
      >
        {t('signOut')}
      </button>
    </span>
  );
}
