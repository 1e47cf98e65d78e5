'use client';
import { useTranslations } from 'use-intl';
import type { Agency } from '@/domain/shared/vocabulary';
import { GuideList } from './guide-list';
import { guideTopics } from './guide-topics';

/** The guide of a force, inside the app and so also without a network. What everybody must know stands open. */
export function Guide({ agency }: { readonly agency: Agency | null }) {
  const t = useTranslations('guide');
  const entries = guideTopics(agency).map((topic) => ({
    key: topic,
    title: t(`topic.${topic}.title`),
    steps: t(`topic.${topic}.steps`).split('\n'),
  }));
  return <GuideList entries={entries} openFirst={2} />;
}
