'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { parsePlate } from '@/domain/identifiers/plate';
import type { ContinuityState, JudgedLine } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Shape } from '../ui/shape';
import type { TypedLine } from './typed-lines';

/** One typed line with what the log says to it, and why it is entered where the two differ. */
export function PaperLine({
  line,
  judged,
  steps,
  onReason,
  onRemove,
}: {
  readonly line: TypedLine;
  readonly judged: JudgedLine | null;
  readonly steps: ContinuityState['steps'];
  readonly onReason: (reason: string | null) => void;
  readonly onRemove: () => void;
}) {
  const t = useTranslations('continuity');
  const agency = useTranslations('agency');
  const locale = useLocale();
  const { clock, day } = useTimeText();
  const [reason, setReason] = useState(line.reason ?? '');
  const plate = parsePlate(line.plate);
  const step = steps.find(({ id }) => id === line.step)?.name[locale] ?? line.step;
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <span className="figures text-2xl">{String(line.serial).padStart(6, '0')}</span>
        {plate.ok ? <Plate plate={plate.value.normalised} size="md" /> : <strong>{line.plate}</strong>}
        <span className="min-w-0 grow">
          <span className="block font-semibold">{step}</span>
          <span className="block text-sm text-muted">
            {`${agency(line.agency)} · ${clock(line.at)} · ${day(line.at)}`}
          </span>
        </span>
        <Button tone="text" onClick={onRemove}>
          {t('remove')}
        </Button>
      </div>
      {judged ? <Outcome judged={judged} /> : null}
      {judged?.outcome.kind === 'differs' ? (
        <div className="mt-3 max-w-xl">
          <TextField
            label={t('whyAllTheSame')}
            hint={t('bothKept')}
            maxLength={300}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              const text = event.target.value.trim();
              onReason(text.length >= 3 ? text : null);
            }}
          />
        </div>
      ) : null}
    </li>
  );
}

function Outcome({ judged: { outcome, vehicle } }: { readonly judged: JudgedLine }) {
  const t = useTranslations('continuity');
  const { clock } = useTimeText();
  const tick = outcome.kind === 'agrees' || outcome.kind === 'differs' ? outcome.tick : null;
  const shape =
    outcome.kind === 'fault' ? 'octagon' : outcome.kind === 'differs' ? 'triangle' : 'circle-tick';
  const colour =
    outcome.kind === 'fault' ? 'text-refuse' : outcome.kind === 'differs' ? 'text-check' : 'text-proceed';
  return (
    <p className="mt-2 flex items-center gap-3">
      <Shape name={shape} className={`size-6 shrink-0 ${colour}`} />
      <span>
        <strong>
          {outcome.kind === 'fault' || outcome.kind === 'differs'
            ? t(`outcome.${outcome.code}`)
            : t(`outcome.${outcome.kind}`)}
        </strong>
        {tick ? ` ${t('logSays', { at: clock(tick.at) })}` : null}
        {vehicle?.goodsName ? <span className="text-muted">{` · ${vehicle.goodsName}`}</span> : null}
      </span>
    </p>
  );
}
