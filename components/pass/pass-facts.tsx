'use client';
import { useTranslations } from 'use-intl';
import type { PassClaims } from '@/domain/pass/claims';
import { BothTimes } from '../app/both-times';
import { Plate } from '../plate/plate';
import { type Fact, Facts } from '../ui/hairlines';

/** What the pass binds together, so that the driver can see a mistake before the officer does (rule 5). */
export function PassFacts({
  claims,
  shortCode,
}: {
  readonly claims: PassClaims;
  readonly shortCode: string;
}) {
  const t = useTranslations('pass');
  const goodsClass = useTranslations('goodsClass');
  const { binding } = claims;
  const text = (key: string, term: string, value: string | null): Fact[] =>
    value === null || value === '' ? [] : [{ key, term, value: <span className="figures">{value}</span> }];
  const facts: Fact[] = [
    ...(binding.trailer
      ? [{ key: 'trailer', term: t('trailer'), value: <Plate plate={binding.trailer} size="sm" /> }]
      : []),
    ...text('container', t('container'), binding.container),
    ...text('seal', t('seal'), binding.seal),
    ...text('customs', t('customs'), binding.customsDeclaration),
    { key: 'goods', term: t('goods'), value: goodsClass(claims.goodsClass) },
    ...(claims.driver ? [{ key: 'driver', term: t('driver'), value: claims.driver }] : []),
    { key: 'until', term: t('validUntil'), value: <BothTimes at={claims.notAfter * 1000} /> },
  ];
  return <Facts facts={[...facts, ...text('code', t('codeLabel'), shortCode)]} compact />;
}
