'use client';
import { useTranslations } from 'use-intl';
import { useMe } from './use-me';

/** Ends the session and what this browser tells (TE-16), then leaves for the front page, also without a network. */
async function signOut(): Promise<void> {
  const { signOutHere } = await import('@/offline/push/sign-out');
  await signOutHere();
  location.assign('/');
}

/** Who is signed in on this browser, and the way out. */
export function SignedIn() {
  const t = useTranslations('app');
  const me = useMe();
  if (me.data?.kind !== 'person') return null;
  return (
    <span className="mr-2 flex items-center gap-3 text-sm">
      <span className="hidden max-w-[14rem] truncate font-semibold lg:inline">{me.data.name}</span>
      <a
        href="/account"
        className="inline-flex min-h-11 items-center text-muted underline underline-offset-4 hover:text-ink"
      >
        {t('account')}
      </a>
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
