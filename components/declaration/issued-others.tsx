'use client';
import { useTranslations } from 'use-intl';
import { passHref, ShareButton } from '../pass/pass-actions';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { Notice } from '../ui/notice';
import { useFaultText } from './use-fault-text';
import type { Issued } from './use-send';

/** Passes of the other vehicles, and which were not taken and why: the two are never mixed up (DE-4). */
export function IssuedOthers({ pass, onCorrect }: { readonly pass: Issued; readonly onCorrect: () => void }) {
  const t = useTranslations('declare');
  const field = useTranslations('declare.field');
  const faultText = useFaultText();
  const others = [...pass.vehicles.slice(1), ...pass.receiving];
  return (
    <>
      {pass.kept.length > 0 ? (
        <Notice tone="fault" role="alert">
          <p className="font-semibold">
            {t('keptTitle', { issued: pass.vehicles.length + pass.receiving.length })}
          </p>
          <ul>
            {pass.kept.map((fault) => (
              <li key={`${fault.within?.list}-${fault.within?.at}-${fault.field}`}>
                {fault.within === undefined
                  ? `${t('lists.first')}: ${field(fault.field)}: ${faultText(fault)}`
                  : `${t(`lists.${fault.within.list}.entry`, {
                      number: fault.within.at + (fault.within.list === 'receiving' ? 1 : 2),
                    })}: ${field(fault.field)}: ${faultText(fault)}`}
              </li>
            ))}
          </ul>
          <p className="mt-3">
            <Button tone="outline" onClick={onCorrect}>
              {t('correctKept')}
            </Button>
          </p>
        </Notice>
      ) : null}
      {others.length > 0 ? (
        <section aria-labelledby="others-title">
          <h2 id="others-title" className="mb-2 text-xl font-bold">
            {t('otherPasses', { count: others.length })}
          </h2>
          <Hairlines>
            {others.map((vehicle) => (
              <li key={vehicle.crossingId} className="flex flex-wrap items-center gap-x-5 gap-y-2 py-3">
                <Plate plate={vehicle.plate} size="md" />
                <a
                  href={passHref(vehicle.token, '')}
                  className="inline-flex min-h-12 items-center font-semibold text-link underline underline-offset-4"
                >
                  {t('openPass')}
                </a>
                <ShareButton token={vehicle.token} tone="outline" />
              </li>
            ))}
          </Hairlines>
        </section>
      ) : null}
    </>
  );
}
