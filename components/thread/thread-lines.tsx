'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { ThreadLine } from '../app/answers';
import { BothTimes } from '../app/both-times';

/** What was asked and answered, oldest first: ready sentences in the reader's language, own words as written (TE-12). */
export function ThreadLines({
  lines,
  label,
}: {
  readonly lines: readonly ThreadLine[];
  readonly label: string;
}) {
  return (
    <ol aria-label={label} className="divide-y divide-rule border-y border-rule">
      {lines.map((line) => (
        <Line key={line.id} line={line} />
      ))}
    </ol>
  );
}

function Line({ line }: { readonly line: ThreadLine }) {
  const t = useTranslations('thread');
  const agency = useTranslations('agency');
  const locale = useLocale();
  const who = line.from === 'firm' ? t('firm') : line.agency === null ? t('gate') : agency(line.agency);
  return (
    <li className={`py-3 ${line.from === 'gate' ? 'border-l-4 border-l-link pl-4' : ''}`}>
      <p className="text-sm text-muted">
        {`${who} · ${t(`subject.${line.subject}`)} · `}
        <BothTimes at={line.at} />
      </p>
      {line.phrase === null ? null : <p className="text-lg font-semibold">{t(`phrase.${line.phrase}`)}</p>}
      {line.words === null ? (
        line.isSealed ? (
          <p className="text-muted">{t('unreadable')}</p>
        ) : null
      ) : (
        <p className="text-lg whitespace-pre-line" lang={line.locale}>
          {line.words}
          {line.locale === locale ? null : (
            <span className="block text-sm text-muted" lang={locale}>
              {t('written', { language: t(`language.${line.locale}`) })}
            </span>
          )}
        </p>
      )}
    </li>
  );
}
