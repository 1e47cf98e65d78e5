'use client';
import { useTranslations } from 'use-intl';
import { type CalendarRule, PUBLISHED_CALENDAR } from '@/domain/flow/calendar';
import type { PlanFault } from '@/domain/flow/check-plan';
import type { Gate } from '@/domain/gate/gates';
import { sameJson } from '@/domain/sync/canonical-json';
import { Button } from '../ui/button';
import { FaultText } from './fault-text';
import { RuleForm } from './rule-form';
import { useRuleText } from './use-rule-text';

/** A rule as a sentence, with what it rests on; opened, as a form. */
export function RuleLine({
  gate,
  rule,
  path,
  faults,
  isOpen,
  onOpen,
  onChange,
  onRemove,
}: {
  readonly gate: Gate;
  readonly rule: CalendarRule;
  readonly path: string;
  readonly faults: readonly PlanFault[];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  /** Null for who may only look. */
  readonly onChange: ((rule: CalendarRule, field?: string) => void) | null;
  readonly onRemove: () => void;
}) {
  const t = useTranslations('flowPlan');
  const text = useRuleText();
  const sentence = text.rule(rule);
  // What an installation begins with names its sources for engineers.
  const source = PUBLISHED_CALENDAR.some((published) => sameJson(published, rule))
    ? t('publishedSource')
    : rule.source;
  return (
    <li className="space-y-3 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <div className="max-w-3xl min-w-0">
          <p className="font-semibold">{sentence}</p>
          {source === '' || isOpen ? null : <p className="text-sm text-muted">{source}</p>}
        </div>
        {onChange === null ? null : (
          <div className="flex gap-x-5">
            <Button
              tone="text"
              className="px-0!"
              aria-expanded={isOpen}
              aria-label={`${isOpen ? t('done') : t('edit')}: ${sentence}`}
              onClick={onOpen}
            >
              {isOpen ? t('done') : t('edit')}
            </Button>
            <Button
              tone="text"
              className="px-0!"
              aria-label={`${t('remove')}: ${sentence}`}
              onClick={onRemove}
            >
              {t('remove')}
            </Button>
          </div>
        )}
      </div>
      {isOpen && onChange !== null ? (
        <RuleForm gate={gate} rule={rule} path={path} faults={faults} onChange={onChange} />
      ) : (
        <FaultText faults={faults} path={path} />
      )}
    </li>
  );
}
