'use client';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';

type Stretch = { readonly from: string; readonly to: string };

/** `7:30` and `730` are meant as `07:30`; what is no time of day stays as it was typed, with its fault. */
export function tidyClock(typed: string): string {
  const [, hours, minutes] = /^\s*(\d{1,2})[:.hH]?(\d{2})\s*$/.exec(typed) ?? [];
  return hours === undefined || minutes === undefined ? typed.trim() : `${hours.padStart(2, '0')}:${minutes}`;
}

/** From … to on a day, and away with it. */
export function StretchFields({
  stretch,
  faultAt,
  path,
  isStartFocused = false,
  onChange,
  onRemove,
}: {
  readonly stretch: Stretch;
  readonly faultAt: (path: string) => string | null;
  /** Of the stretch in the plan. */
  readonly path: string;
  readonly isStartFocused?: boolean;
  readonly onChange: (stretch: Stretch) => void;
  readonly onRemove: (() => void) | null;
}) {
  const t = useTranslations('flowPlan');
  const field = (end: 'from' | 'to', label: string) => (
    <div className="w-28">
      <TextField
        label={label}
        value={stretch[end]}
        inputMode="numeric"
        autoComplete="off"
        autoFocus={isStartFocused && end === 'from'}
        fault={faultAt(`${path}.${end}`)}
        onChange={(event) => onChange({ ...stretch, [end]: event.target.value })}
        onBlur={() => {
          const tidy = tidyClock(stretch[end]);
          if (tidy !== stretch[end]) onChange({ ...stretch, [end]: tidy });
        }}
      />
    </div>
  );
  return (
    <div>
      <div className="flex flex-wrap items-end gap-3">
        {field('from', t('fromHour'))}
        {field('to', t('toHour'))}
        {onRemove === null ? null : (
          <Button tone="text" onClick={onRemove}>
            {t('removeHours')}
          </Button>
        )}
      </div>
      {faultAt(path) === null ? null : <p className="mt-1 font-semibold text-fault">{faultAt(path)}</p>}
    </div>
  );
}
