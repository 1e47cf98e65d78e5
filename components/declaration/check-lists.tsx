'use client';
import { useTranslations } from 'use-intl';
import type { FieldFault, ListName } from '@/domain/declaration/submission';
import type { Extras } from '@/domain/declaration/whole';
import { Button } from '../ui/button';
import { Facts } from '../ui/hairlines';
import { AnswerText } from './answer-text';
import { entryAnswers, MOST_OF } from './list-answers';
import { useFaultText } from './use-fault-text';

/** Further vehicles, goods and receiving lorries before they are sent, each with its own fault and its own change link. */
export function CheckLists({
  extras,
  faults,
  onChange,
  onAddVehicle,
  onRemoveVehicle,
}: {
  readonly extras: Extras;
  readonly faults: readonly FieldFault[];
  readonly onChange: (of: Pick<FieldFault, 'field' | 'within'>) => void;
  readonly onAddVehicle: () => void;
  readonly onRemoveVehicle: (at: number) => void;
}) {
  const t = useTranslations('declare');
  const field = useTranslations('declare.field');
  const faultText = useFaultText();
  const link = 'min-h-11 min-w-11 font-semibold text-link underline underline-offset-4';
  const facts = (['goods', 'receiving', 'vehicles'] as const).flatMap((list: ListName) =>
    extras[list].map((_, at) => {
      const { submission } = entryAnswers({ extras, faults, setExtras: () => undefined }, list, at);
      const own = faults.filter(({ within }) => within?.list === list && within.at === at);
      const what = t(`lists.${list}.entry`, { number: list === 'receiving' ? at + 1 : at + 2 });
      const main = list === 'goods' ? 'goodsName' : 'plate';
      return {
        key: `${list}-${at}`,
        term: what,
        value: <AnswerText field={main} submission={submission} />,
        fault:
          own.length === 0
            ? undefined
            : own.map((fault) => `${field(fault.field)}: ${faultText(fault)}`).join(' '),
        action: (
          <>
            <button
              type="button"
              aria-label={t('changeField', { field: what })}
              onClick={() => onChange({ field: main, within: { list, at } })}
              className={link}
            >
              {t('change')}
            </button>
            {list === 'vehicles' ? (
              <button
                type="button"
                aria-label={t('lists.remove', { what })}
                onClick={() => onRemoveVehicle(at)}
                className={`${link} ml-3`}
              >
                {t('lists.removeShort')}
              </button>
            ) : null}
          </>
        ),
      };
    }),
  );
  return (
    <section aria-label={t('lists.title')} className="mt-8">
      {facts.length > 0 ? <Facts facts={facts} /> : null}
      {extras.vehicles.length < MOST_OF.vehicles ? (
        <Button tone="outline" className="mt-4" onClick={onAddVehicle}>
          {t('lists.vehicles.add')}
        </Button>
      ) : null}
    </section>
  );
}
