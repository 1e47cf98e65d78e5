'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { Post } from '@/domain/access/change-person';
import { gateById } from '@/domain/gate/gates';

/** A post in words: role, agency, gate. */
export function usePostText(): (post: Post) => string {
  const t = useTranslations('people');
  const agency = useTranslations('agency');
  const locale = useLocale();
  return ({ role, gateId, agency: of }) =>
    [
      t(`role.${role}`),
      ...(of === null ? [] : [agency(of)]),
      gateId === null ? t('allGates') : (gateById(gateId)?.[locale] ?? gateId),
    ].join(' · ');
}
