'use client';
import { useLocale, useTranslations } from 'use-intl';
import { DECLARED_KINDS } from '@/domain/declaration/kinds';
import type { Submission, SubmissionField } from '@/domain/declaration/submission';
import { gateById } from '@/domain/gate/gates';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { Plate } from '../plate/plate';
import { previewOf } from './plate-step';

/** One answer as it is read back: plates as plates, choices as words, "not known yet" said plainly (rule 12). */
export function AnswerText({
  field,
  submission,
}: {
  readonly field: SubmissionField;
  readonly submission: Submission;
}) {
  const t = useTranslations('declare');
  const direction = useTranslations('direction');
  const kind = useTranslations('declaredKind');
  const locale = useLocale();
  const typed = submission[field];
  if (typed === '') return <span className="text-muted">{t('notGiven')}</span>;
  switch (field) {
    case 'direction': {
      const known = DIRECTIONS.find((each) => each === typed);
      return known ? direction(known) : typed;
    }
    case 'kind': {
      const known = DECLARED_KINDS.find((each) => each === typed);
      return known ? kind(known) : typed;
    }
    case 'gate':
      return gateById(typed)?.[locale] ?? typed;
    case 'tripBack':
      return t('yes');
    case 'plate':
    case 'nextTractor':
    case 'trailer': {
      const preview = previewOf(typed);
      if (preview.kind === 'nothing') return typed;
      return <Plate plate={preview.kind === 'plate' ? preview.plate : `?${preview.rest}`} size="sm" />;
    }
    case 'weight':
      return <span className="figures">{`${typed} ${submission.weightUnit || 'kg'}`}</span>;
    case 'container':
    case 'seal':
    case 'taxCode':
    case 'customsDeclaration':
    case 'hsCode':
    case 'transportLicence':
    case 'regime':
    case 'route':
      return <span className="figures">{typed}</span>;
    default:
      return typed;
  }
}
