import { useLocale, useTranslations } from 'use-intl';
import { type HandoverFact, handoverFacts } from '@/domain/board/handover-facts';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { useTimeText } from '../app/time-text';

const MINUTE_MS = 60_000;

/** What is open now, line by line in the writer's language: where a hand-over note begins. */
export function useHandoverDraft(): (snapshot: GateSnapshot, now: number) => string {
  const t = useTranslations('handover.fact');
  const board = useTranslations('board');
  const agency = useTranslations('agency');
  const locale = useLocale();
  const { clock, duration } = useTimeText();
  const words = (fact: HandoverFact, now: number): string => {
    switch (fact.kind) {
      case 'called':
        return t('called', { way: board(`way.${fact.direction}`), count: fact.count });
      case 'behind':
        return t('behind', {
          way: board(`way.${fact.direction}`),
          late: duration(fact.minutes * MINUTE_MS),
        });
      case 'waited-for':
        return t('waitedFor', {
          agency: agency(fact.agency),
          count: fact.count,
          age: duration(now - fact.longestSince),
        });
      case 'paper':
        return t('paper', { at: clock(fact.since) });
      case 'incidents':
        return t('incidents', { count: fact.count });
      case 'announced':
        return t('announced', { text: fact.text[locale] });
    }
  };
  return (snapshot, now) => {
    const facts = handoverFacts(snapshot);
    const lines = facts.length === 0 ? [t('calm')] : facts.map((fact) => words(fact, now));
    return `${lines.map((line) => `– ${line}`).join('\n')}\n`;
  };
}
