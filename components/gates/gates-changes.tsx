'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { GateChange } from '@/domain/gate/compare-gates';

/** What another table changes, in words: one line each. */
export function GatesChanges({ changes }: { readonly changes: readonly GateChange[] }) {
  const t = useTranslations('gates');
  const locale = useLocale();
  const value = (given: string | number | boolean | null) =>
    given === null || given === ''
      ? t('nothing')
      : typeof given === 'boolean'
        ? t(given ? 'yes' : 'no')
        : String(given);
  const text = (change: GateChange): string => {
    switch (change.kind) {
      case 'added':
        return t('change.added', { code: change.gate.code, number: change.gate.number });
      case 'removed':
        return t('change.removed');
      case 'moved':
        return t('change.moved', { from: change.from, to: change.to });
      case 'changed':
        return `${t.has(`field.${change.field}` as 'field.vi') ? t(`field.${change.field}` as 'field.vi') : change.field}${change.of === null ? '' : ` (${change.of})`}: ${value(change.from)} → ${value(change.to)}`;
    }
  };
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {changes.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike
        <li key={at} className="py-2">
          <span className="font-semibold">{`${change.gate[locale] || change.gate.code}: `}</span>
          {text(change)}
        </li>
      ))}
    </ul>
  );
}
