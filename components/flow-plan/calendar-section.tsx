'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CalendarRule } from '@/domain/flow/calendar';
import { faultsAt, type PlanFault } from '@/domain/flow/check-plan';
import { extendToday, isOfGate } from '@/domain/flow/edit-calendar';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { dateAfter, dateOf, HOME } from '@/domain/flow/zones';
import type { Gate } from '@/domain/gate/gates';
import { Button } from '../ui/button';
import { RuleLine } from './rule-line';
import type { ChangePlan } from './use-plan-draft';
import { WeekPicture } from './week-picture';

const LONGER_HOURS = 2;
const KINDS = ['hours', 'closed', 'declared-before'] as const;

function newRule(kind: (typeof KINDS)[number], now: number): CalendarRule {
  const today = dateOf(now, HOME);
  const tomorrow = dateAfter(today, 1);
  const whom = { gates: null, routes: null, directions: null, classes: null };
  const days = { from: tomorrow, to: tomorrow, zone: HOME, source: '' };
  switch (kind) {
    case 'hours':
      return { ...whom, ...days, effect: { kind, windows: [{ from: '07:00', to: '20:00' }] } };
    case 'closed':
      return { ...whom, ...days, effect: { kind, windows: [{ from: '00:00', to: '24:00' }] } };
    case 'declared-before':
      return { ...whom, ...days, effect: { kind, date: today } };
  }
}

/** When the gate is open: the week as it comes out, and the rules that make it, each a sentence (FL-9 … FL-12). */
export function CalendarSection({
  gate,
  content,
  holds,
  faults,
  now,
  change,
}: {
  readonly gate: Gate;
  readonly content: PlanContent;
  readonly holds: PlanContent;
  readonly faults: readonly PlanFault[];
  readonly now: number;
  /** Null for who may only look. */
  readonly change: ChangePlan | null;
}) {
  const t = useTranslations('flowPlan');
  const [edited, setEdited] = useState<number | null>(null);
  const today = dateOf(now, HOME);
  const rows = content.calendar.flatMap((rule, at) => (isOfGate(rule, gate) ? [{ rule, at }] : []));
  const isPast = ({ rule, at }: (typeof rows)[number]) =>
    rule.to !== null && rule.to < today && at !== edited && faultsAt(faults, `calendar.${at}`).length === 0;
  const longer = extendToday(content.calendar, gate, now, LONGER_HOURS);
  const add = (rule: CalendarRule) => {
    setEdited(content.calendar.length);
    change?.((plan) => ({ ...plan, calendar: [...plan.calendar, rule] }));
  };
  const line = ({ rule, at }: (typeof rows)[number]) => (
    <RuleLine
      // A rule has no identity but its place in the list, which decides what it overrules.
      key={at}
      gate={gate}
      rule={rule}
      path={`calendar.${at}`}
      faults={faults}
      isOpen={edited === at}
      onOpen={() => setEdited(edited === at ? null : at)}
      onChange={
        change === null
          ? null
          : (next, field) => change((plan) => ({ ...plan, calendar: plan.calendar.with(at, next) }), field)
      }
      onRemove={() => {
        setEdited(null);
        change?.((plan) => ({ ...plan, calendar: plan.calendar.toSpliced(at, 1) }));
      }}
    />
  );
  const past = rows.filter(isPast);
  return (
    <section aria-labelledby="plan-calendar" className="space-y-5">
      <h3 id="plan-calendar" className="text-2xl font-bold">
        {t('calendarTitle')}
      </h3>
      <WeekPicture gate={gate} calendar={content.calendar} holds={holds.calendar} now={now} />
      {change === null ? null : (
        <div className="flex flex-wrap gap-3">
          <Button
            tone="outline"
            disabled={longer === null}
            onClick={() =>
              change((plan) => ({
                ...plan,
                calendar: extendToday(plan.calendar, gate, now, LONGER_HOURS) ?? plan.calendar,
              }))
            }
          >
            {t('longerToday', { hours: LONGER_HOURS })}
          </Button>
          {KINDS.map((kind) => (
            <Button key={kind} tone="outline" onClick={() => add(newRule(kind, now))}>
              {t(`add.${kind}`)}
            </Button>
          ))}
        </div>
      )}
      <p className="max-w-prose text-muted">{t('calendarHow')}</p>
      <ul className="divide-y divide-rule border-y border-rule">
        {rows.filter((row) => !isPast(row)).map(line)}
      </ul>
      {past.length === 0 ? null : (
        <details>
          <summary className="min-h-12 cursor-pointer py-3 text-link underline underline-offset-4">
            {t('pastRules', { count: past.length })}
          </summary>
          <ul className="divide-y divide-rule border-y border-rule">{past.map(line)}</ul>
        </details>
      )}
    </section>
  );
}
