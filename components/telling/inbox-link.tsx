'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../app/trpc';
import { useMe } from '../app/use-me';
import { useRenewedPush } from './use-renewed-push';

/** The way to the inbox with the number of messages nobody has read; nothing where nobody of a firm is signed in. */
export function InboxLink() {
  const t = useTranslations('telling.inbox');
  const trpc = useTRPC();
  const me = useMe();
  const isOfFirm = me.data?.kind === 'person' && me.data.firm !== null;
  useRenewedPush(isOfFirm);
  const unread = useQuery(
    trpc.telling.unread.queryOptions(undefined, { enabled: isOfFirm, refetchInterval: 30_000 }),
  );
  if (!isOfFirm) return null;
  const count = unread.data ?? 0;
  return (
    <a
      href="/declare#inbox"
      className={`mr-3 inline-flex min-h-11 items-center text-sm underline underline-offset-4 hover:text-ink ${count > 0 ? 'font-semibold text-ink' : 'text-muted'}`}
    >
      {t('link', { count })}
    </a>
  );
}
