'use client';
import { useTranslations } from 'use-intl';
import { CLOSURE_REASONS, INCIDENT_CODES } from '@/domain/neighbour/content';
import { GOODS_CLASSES } from '@/domain/shared/vocabulary';
import { TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import type { WordFault, WordTyped } from './read-word';

type Props = {
  readonly typed: WordTyped;
  readonly change: (part: Partial<WordTyped>) => void;
  readonly fault: (name: WordFault) => string | null;
  /** By whose clock times are written. */
  readonly place: string;
};

/** The boxes of one kind of word. */
export function WordBody(props: Props) {
  switch (props.typed.kind) {
    case 'acceptance':
      return <AcceptanceBody {...props} />;
    case 'hours':
      return <HoursBody {...props} />;
    case 'closure':
      return <ClosureBody {...props} />;
    case 'incident':
      return <IncidentBody {...props} />;
  }
}

function ForHours({ typed, change, fault }: Props) {
  const t = useTranslations('neighbour.entry');
  return (
    <TextField
      label={t('forHours')}
      hint={t('forHoursHint')}
      fault={fault('forHours')}
      inputMode="decimal"
      autoComplete="off"
      value={typed.forHours}
      onChange={({ target }) => change({ forHours: target.value })}
    />
  );
}

function AcceptanceBody(props: Props) {
  const { typed, change, fault } = props;
  const t = useTranslations('neighbour.entry');
  const goodsClass = useTranslations('goodsClass');
  return (
    <>
      <div className="grid items-end gap-6 sm:grid-cols-2">
        <TextField
          label={t('perHour')}
          fault={fault('perHour')}
          code
          inputMode="numeric"
          autoComplete="off"
          value={typed.perHour}
          onChange={({ target }) => change({ perHour: target.value })}
        />
        <ForHours {...props} />
      </div>
      <details open={fault('byClass') === null ? undefined : true}>
        <summary className="flex min-h-12 cursor-pointer items-center font-semibold text-link">
          {t('byClass')}
        </summary>
        <p className={fault('byClass') === null ? 'text-muted' : 'font-semibold text-fault'}>
          {fault('byClass') ?? t('byClassHint')}
        </p>
        <div className="mt-3 grid grid-cols-2 gap-4 sm:grid-cols-3">
          {GOODS_CLASSES.map((goods) => (
            <TextField
              key={goods}
              label={goodsClass(goods)}
              inputMode="numeric"
              autoComplete="off"
              value={typed.byClass[goods] ?? ''}
              onChange={({ target }) => change({ byClass: { ...typed.byClass, [goods]: target.value } })}
            />
          ))}
        </div>
      </details>
    </>
  );
}

function HoursBody({ typed, change, fault, place }: Props) {
  const t = useTranslations('neighbour.entry');
  return (
    <div className="grid gap-6 sm:grid-cols-3">
      {(['opens', 'closes', 'lanes'] as const).map((name) => (
        <TextField
          key={name}
          label={t(name, { place })}
          fault={fault(name)}
          autoComplete="off"
          inputMode={name === 'lanes' ? 'numeric' : 'text'}
          value={typed[name]}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      ))}
    </div>
  );
}

function ClosureBody(props: Props) {
  const { typed, change } = props;
  const t = useTranslations('neighbour.entry');
  const sheet = useTranslations('neighbour.sheet');
  const goodsClass = useTranslations('goodsClass');
  return (
    <>
      <div className="grid items-end gap-6 sm:grid-cols-2">
        <PickField
          label={t('reason')}
          value={typed.reason}
          options={CLOSURE_REASONS}
          nameOf={(reason) => sheet(`reason.${reason}`)}
          onPick={(reason) => change({ reason })}
        />
        <ForHours {...props} />
      </div>
      <fieldset>
        <legend className="font-semibold">{t('classes')}</legend>
        <p className="text-muted">{t('allClasses')}</p>
        <div className="mt-1 grid sm:grid-cols-2">
          {GOODS_CLASSES.map((goods) => (
            <label key={goods} className="flex min-h-12 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                className="size-6 accent-link"
                checked={typed.classes.includes(goods)}
                onChange={({ target }) =>
                  change({
                    classes: GOODS_CLASSES.filter((each) =>
                      each === goods ? target.checked : typed.classes.includes(each),
                    ),
                  })
                }
              />
              {goodsClass(goods)}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

function IncidentBody({ typed, change }: Props) {
  const t = useTranslations('neighbour.entry');
  const sheet = useTranslations('neighbour.sheet');
  return (
    <PickField
      label={t('code')}
      value={typed.code}
      options={INCIDENT_CODES}
      nameOf={(code) => sheet(`code.${code}`)}
      onPick={(code) => change({ code })}
    />
  );
}
