'use client';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';

/** Told once to the manager who made it; good only for choosing an own one (AC-13). */
export function FirstPassword({
  name,
  email,
  password,
  onClose,
}: {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly onClose: () => void;
}) {
  const t = useTranslations('people');
  return (
    <section aria-label={t('passwordTitle', { name })} role="status" className="border-y-2 border-ink py-6">
      <h3 className="text-xl font-bold">{t('passwordTitle', { name })}</h3>
      <p className="mt-1">{email}</p>
      <p className="figures my-3 text-3xl font-bold break-all sm:text-4xl" data-first-password={password}>
        {password}
      </p>
      <p className="max-w-prose">{t('passwordHow', { address: `${location.origin}/sign-in` })}</p>
      <p className="mt-4">
        <Button onClick={onClose}>{t('passwordKept')}</Button>
      </p>
    </section>
  );
}
