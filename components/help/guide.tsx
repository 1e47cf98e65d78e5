'use client';
import { useTranslations } from 'use-intl';
import type { Agency } from '@/domain/shared/vocabulary';
import { guideTopics } from './guide-topics';

/** The guide of a force, inside the app and so also without a network. What everybody must know stands open. */
export function Guide({ agency }: { readonly agency: Agency | null }) {
  const t = useTranslations('guide');
  return (
    <div className="divide-y divide-rule border-y border-rule">
      {guideTopics(agency).map((topic, at) => (
        <details key={topic} open={at < 2} className="group py-1">
          <summary className="flex min-h-13 cursor-pointer items-center text-xl font-semibold">
            {t(`topic.${topic}.title`)}
          </summary>
          <ol className="mb-3 list-decimal space-y-2 pl-7 text-lg">
            {t(`topic.${topic}.steps`)
              .split('\n')
              .map((step) => (
                <li key={step}>{step}</li>
              ))}
          </ol>
        </details>
      ))}
    </div>
  );
}
