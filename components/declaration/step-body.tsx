'use client';
import type { HTMLInputTypeAttribute } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { DECLARED_KINDS } from '@/domain/declaration/kinds';
import type { SubmissionField } from '@/domain/declaration/submission';
import { GOODS_FIELDS, RECEIVING_FIELDS } from '@/domain/declaration/whole';
import { gateById } from '@/domain/gate/gates';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { useOpenGates } from '../app/use-gates';
import { FleetPicks } from '../fleet/fleet-picks';
import { Choice } from '../ui/choice';
import { AnswerField, type Answers } from './answer-field';
import { EntryList } from './entry-list';
import { LateBox } from './late-field';
import type { ListAnswers } from './list-answers';
import { PlateStep } from './plate-step';
import { fieldId, type Step } from './steps';
import { useFaultText } from './use-fault-text';

function useFault(answers: Answers) {
  const faultText = useFaultText();
  return (field: string) => {
    const fault = answers.faults.find((each) => each.field === field);
    return fault ? faultText(fault) : null;
  };
}

function TripStep({ answers }: { readonly answers: Answers }) {
  const t = useTranslations('declare');
  const direction = useTranslations('direction');
  const kind = useTranslations('declaredKind');
  const fault = useFault(answers);
  const { submission, answer } = answers;
  return (
    <div className="space-y-8">
      <Choice
        asHeading
        id={fieldId('direction')}
        legend={t('question.direction')}
        fault={fault('direction')}
        value={DIRECTIONS.find((each) => each === submission.direction) ?? ''}
        options={DIRECTIONS.map((value) => ({
          value,
          label: direction(value),
          hint: t(`directionHint.${value}`),
        }))}
        onChange={(value) => answer('direction', value)}
      />
      <Choice
        id={fieldId('kind')}
        legend={t('question.kind')}
        fault={fault('kind')}
        value={DECLARED_KINDS.find((each) => each === submission.kind) ?? ''}
        options={DECLARED_KINDS.map((value) => ({
          value,
          label: kind(value),
          hint: t(`kindHint.${value}`),
        }))}
        onChange={(value) => answer('kind', value)}
      />
    </div>
  );
}

function GateStep({ answers }: { readonly answers: Answers }) {
  const t = useTranslations('declare');
  const locale = useLocale();
  const gates = useOpenGates();
  const fault = useFault(answers);
  const { submission, answer } = answers;
  const { routes = [], routeTable = [] } = gateById(submission.gate) ?? {};
  return (
    <div className="space-y-8">
      <Choice
        asHeading
        id={fieldId('gate')}
        legend={t('question.gate')}
        fault={fault('gate')}
        value={submission.gate}
        options={gates.map((gate) => ({
          value: gate.code as string,
          label: gate[locale],
          hint: `⇄ ${gate.counterpart.vi} ${gate.counterpart.zh}`,
        }))}
        onChange={(value) => answer('gate', value)}
      />
      {routes.length > 1 ? (
        <Choice
          id={fieldId('route')}
          legend={t('question.route')}
          fault={fault('route')}
          value={submission.route}
          options={[
            ...routes.map((route) => ({
              value: route,
              label: <span className="figures">{route}</span>,
              hint: routeTable.find(({ code }) => code === route)?.[locale] ?? '',
            })),
            { value: '', label: t('routeUnknown') },
          ]}
          onChange={(value) => answer('route', value)}
        />
      ) : null}
    </div>
  );
}

const UNITS = ['kg', 'tấn'] as const;

/** Fields that few goods need stand folded; open once one of them is filled or at fault. */
const FOLDED = ['origin', 'quantity', 'goodsValue'] as const;

function GoodsStep({ step, answers, lists }: Asking) {
  const t = useTranslations('declare');
  const fault = useFault(answers);
  const { submission, answer, faults } = answers;
  const shown = step.fields.filter((field) => !FOLDED.some((folded) => folded === field));
  const folded = step.fields.filter((field) => !shown.includes(field));
  const isOpen = folded.some(
    (field) => submission[field] !== '' || faults.some((each) => each.field === field),
  );
  return (
    <div className="space-y-6">
      <FleetPicks of="goods" answers={answers} />
      {shown.map((field) =>
        field === 'weightUnit' ? (
          <Choice
            key={field}
            id={fieldId('weightUnit')}
            legend={t('field.weightUnit')}
            fault={fault('weightUnit')}
            value={UNITS.find((unit) => unit === (submission.weightUnit || 'kg')) ?? ''}
            options={UNITS.map((value) => ({ value, label: t(`unit.${value === 'kg' ? 'kg' : 'tonne'}`) }))}
            onChange={(value) => answer('weightUnit', value)}
          />
        ) : (
          <Asked key={field} field={field} answers={answers} lists={lists} />
        ),
      )}
      <details open={isOpen}>
        <summary className="min-h-11 cursor-pointer py-2 font-semibold text-link">{t('moreGoods')}</summary>
        <div className="mt-3 space-y-6">
          {folded.map((field) => (
            <Asked key={field} field={field} answers={answers} lists={lists} />
          ))}
        </div>
      </details>
      {step.fields.includes('weight') ? (
        <EntryList
          list="goods"
          fields={GOODS_FIELDS.filter((field) => field !== 'weightUnit' && field !== 'regime')}
          answers={lists}
        />
      ) : null}
    </div>
  );
}

const TYPES: Partial<Record<SubmissionField, HTMLInputTypeAttribute>> = {
  arrivalDate: 'date',
  storageUntil: 'date',
  arrivalTime: 'time',
};

/** One field of a question, and "not known yet" where it may come later. */
export function Asked({
  field,
  answers,
  lists,
}: {
  readonly field: SubmissionField;
  readonly answers: Answers;
  readonly lists: ListAnswers;
}) {
  const { extras, setExtras } = lists;
  const t = useTranslations('declare');
  const fault = useFault(answers);
  const type = TYPES[field];
  if (field === 'tripBack')
    return (
      <Choice
        id={fieldId(field)}
        legend={t('field.tripBack')}
        hint={t('hint.tripBack')}
        fault={fault(field)}
        value={answers.submission.tripBack === 'yes' ? 'yes' : 'no'}
        options={(['no', 'yes'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(value) => answers.answer(field, value === 'yes' ? 'yes' : '')}
      />
    );
  return (
    <div>
      <AnswerField field={field} answers={answers} {...(type === undefined ? {} : { type })} />
      <LateBox
        field={field}
        value={answers.submission[field]}
        answers={{ late: extras.late, setLate: (late) => setExtras({ ...extras, late: [...late] }) }}
      />
    </div>
  );
}

type Asking = {
  readonly step: Step;
  readonly answers: Answers;
  readonly lists: ListAnswers;
  readonly recent: readonly string[];
};

/** What one question asks. The heading of a question with several fields stands above them. */
export function StepBody(asking: Asking) {
  const t = useTranslations('declare');
  const { step, answers, lists, recent } = asking;
  switch (step.id) {
    case 'trip':
      return <TripStep answers={answers} />;
    case 'gate':
      return <GateStep answers={answers} />;
    case 'plate':
      return (
        <div className="space-y-6">
          <PlateStep answers={answers} recent={recent} />
          {step.fields.map((field) =>
            field === 'plate' ? null : <Asked key={field} field={field} answers={answers} lists={lists} />,
          )}
        </div>
      );
    default:
      return (
        <>
          <h1 className="text-3xl leading-tight font-bold text-balance">{t(`question.${step.id}`)}</h1>
          <p className="mt-2 mb-6 text-lg text-muted">{t(`stepHint.${step.id}`)}</p>
          {step.id === 'goods' ? (
            <GoodsStep {...asking} />
          ) : step.id === 'receiving' ? (
            <EntryList list="receiving" fields={RECEIVING_FIELDS} answers={lists} />
          ) : (
            <div className="space-y-6">
              {step.id === 'driver' ? <FleetPicks of="driver" answers={answers} /> : null}
              {step.id === 'load' ? <FleetPicks of="trailer" answers={answers} /> : null}
              {step.fields.map((field) => (
                <Asked key={field} field={field} answers={answers} lists={lists} />
              ))}
            </div>
          )}
        </>
      );
  }
}
