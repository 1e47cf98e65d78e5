'use client';
import { useTranslations } from 'use-intl';
import { PAPERS, type Paper } from '@/domain/pass/paper';
import { Button, type ButtonSize } from '../ui/button';

/** Paper always works (rule 15): A6, or the 58 mm roll of a yard's receipt printer. */
export function PrintButtons({
  onPrint,
  size = 'normal',
}: {
  readonly onPrint: (paper: Paper) => void;
  readonly size?: ButtonSize;
}) {
  const t = useTranslations('pass');
  return PAPERS.map((paper) => (
    <Button key={paper} tone="outline" size={size} onClick={() => onPrint(paper)}>
      {`${t('print')} · ${t(paper)}`}
    </Button>
  ));
}
