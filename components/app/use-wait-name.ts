import { useTranslations } from 'use-intl';
import type { Waiting } from '@/domain/crossing/state';
import { assertNever } from '@/domain/shared/result';

/** What is waited for: a step by its name, or what an officer ordered or asked on the way (FO-14 to FO-16). */
export function useWaitName(
  stepName: (step: NonNullable<Waiting['step']>) => string,
): (wait: Pick<Waiting, 'step' | 'ordered'>) => string {
  const t = useTranslations('work');
  return ({ step, ordered }) => {
    if (step !== null) return stepName(step);
    if (ordered === undefined) return '';
    switch (ordered.kind) {
      case 'inspection':
        return t('atPlace', { place: t(`place.${ordered.place}`) });
      case 'quarantine':
        return t(`quarantine.${ordered.quarantine}`);
      case 'question':
        return t('question', { about: t(`about.${ordered.about}`) });
      default:
        return assertNever(ordered);
    }
  };
}
