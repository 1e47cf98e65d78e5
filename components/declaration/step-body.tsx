'use client';
import { useLocale, useTranslations } from 'use-intl';
import { GATES, gateById } from '@/domain/gate/gates';
import { CROSSING_KINDS, DIRECTIONS } from '@/domain/shared/vocabulary';
import { Choice } from '../ui/choice';
import { AnswerField, type Answers } from './answer-field';
import { PlateStep } from './plate-step';
import { fieldId, STEPS, type StepId } from './steps';
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
  const kind = useTranslations('crossingKind');
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
        value={CROSSING_KINDS.find((each) => each === submission.kind) ?? ''}
        options={CROSSING_KINDS.map((value) => ({ value, label: kind(value) }))}
        onChange={(value) => answer('kind', value)}
      />
    </div>
  );
}

function GateStep({ answers }: { readonly answers: Answers }) {
  const t = useTranslations('declare');
  const locale = useLocale();
  const fault = useFault(answers);
  const { submission, answer } = answers;
  const routes = gateById(submission.gate)?.routes ?? [];
  return (
    <div className="space-y-8">
      <Choice
        asHeading
        id={fieldId('gate')}
        legend={t('question.gate')}
        fault={fault('gate')}
        value={submission.gate}
        options={GATES.map((gate) => ({
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
            ...routes.map((route) => ({ value: route, label: <span className="figures">{route}</span> })),
            { value: '', label: t('routeUnknown') },
          ]}
          onChange={(value) => answer('route', value)}
        />
      ) : null}
    </div>
  );
}

const UNITS = ['kg', 'tấn'] as const;

function GoodsStep({ answers }: { readonly answers: Answers }) {
  const t = useTranslations('declare');
  const fault = useFault(answers);
  const { submission, answer } = answers;
  return (
    <div className="space-y-6">
      <AnswerField field="goodsName" answers={answers} />
      <AnswerField field="weight" answers={answers} />
      <Choice
        id={fieldId('weightUnit')}
        legend={t('field.weightUnit')}
        fault={fault('weightUnit')}
        value={UNITS.find((unit) => unit === (submission.weightUnit || 'kg')) ?? ''}
        options={UNITS.map((value) => ({ value, label: t(`unit.${value === 'kg' ? 'kg' : 'tonne'}`) }))}
        onChange={(value) => answer('weightUnit', value)}
      />
      <AnswerField field="hsCode" answers={answers} />
    </div>
  );
}

/** What one question asks. The heading of a question with several fields stands above them. */
export function StepBody({
  step,
  answers,
  recent,
}: {
  readonly step: StepId;
  readonly answers: Answers;
  readonly recent: readonly string[];
}) {
  const t = useTranslations('declare');
  switch (step) {
    case 'trip':
      return <TripStep answers={answers} />;
    case 'gate':
      return <GateStep answers={answers} />;
    case 'plate':
      return <PlateStep answers={answers} recent={recent} />;
    default: {
      const fields = STEPS.find((each) => each.id === step)?.fields ?? [];
      return (
        <>
          <h1 className="text-3xl leading-tight font-bold text-balance">{t(`question.${step}`)}</h1>
          <p className="mt-2 mb-6 text-lg text-muted">{t(`stepHint.${step}`)}</p>
          {step === 'goods' ? (
            <GoodsStep answers={answers} />
          ) : (
            <div className="space-y-6">
              {fields.map((field) => (
                <AnswerField
                  key={field}
                  field={field}
                  answers={answers}
                  {...(field === 'arrivalDate' ? { type: 'date' } : {})}
                  {...(field === 'arrivalTime' ? { type: 'time' } : {})}
                />
              ))}
            </div>
          )}
        </>
      );
    }
  }
}
