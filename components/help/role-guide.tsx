'use client';
import { useEffect, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { Awaiting } from '../ui/awaiting';
import { Notice } from '../ui/notice';
import { GuideList } from './guide-list';
import { type GuideRole, type GuideWords, loadGuide, ROLE_EXAMPLES } from './role-guides';
import { workedFees } from './worked-fees';

/** The guide of one role, with trips worked through to the fee (PO-13). */
export function RoleGuide({ reader }: { readonly reader: GuideRole }) {
  const t = useTranslations('help');
  const { number } = useFormatter();
  const locale = useLocale();
  const [read, setRead] = useState<{ locale: string; words: GuideWords } | 'failed' | null>(null);
  useEffect(() => {
    let left = false;
    loadGuide(locale).then(
      (words) => left || setRead({ locale, words }),
      () => left || setRead('failed'),
    );
    return () => {
      left = true;
    };
  }, [locale]);
  if (read === 'failed') return <Notice tone="plain">{t('failed')}</Notice>;
  if (read === null) return <Awaiting>{t('loading')}</Awaiting>;
  const { topics, examples } = read.words;
  const worked = ROLE_EXAMPLES[reader].map((example) => {
    const { infrastructure, fee } = workedFees(example);
    const { title, steps } = examples[example];
    const filled = (step: string) =>
      step.replace('{infrastructure}', number(infrastructure)).replace('{fee}', number(fee));
    return { key: example, title, steps: steps.map(filled) };
  });
  return (
    <div lang={read.locale}>
      <GuideList
        entries={topics[reader].map(({ title, steps }) => ({ key: title, title, steps }))}
        openFirst={1}
      />
      <h2 className="mt-8 mb-3 text-xl font-bold">{t('examples')}</h2>
      <GuideList entries={worked} openFirst={0} />
    </div>
  );
}
