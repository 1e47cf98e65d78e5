'use client';
import { useTranslations } from 'use-intl';
import type { GateFault } from '@/domain/gate/check-gates';
import { GATE_KINDS, type GateEntry } from '@/domain/gate/gate-entry';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { useGateFault, wholeFrom } from './fault-at';
import { PositionField } from './position-field';
import { RouteList } from './route-list';
import { YardList } from './yard-list';

const NAMES = ['vi', 'en', 'zh'] as const;

/** Everything that can be said of one gate. Code and number are chosen once: they stand in passes and logs. */
export function GateForm({
  gate,
  path,
  faults,
  isNew,
  mayRise,
  mayFall,
  onChange,
  onMove,
  onRemove,
}: {
  readonly gate: GateEntry;
  readonly path: string;
  readonly faults: readonly GateFault[];
  readonly isNew: boolean;
  readonly mayRise: boolean;
  readonly mayFall: boolean;
  readonly onChange: (gate: GateEntry, field?: string) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}) {
  const t = useTranslations('gates');
  const faultAt = useGateFault(faults);
  const at = (field: string) => faultAt(`${path}.${field}`);
  return (
    <div className="space-y-6 border-l-4 border-link py-2 pl-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {isNew ? (
          <>
            <TextField
              label={t('code')}
              hint={t('codeHint')}
              code
              value={gate.code}
              maxLength={8}
              autoComplete="off"
              autoCapitalize="characters"
              fault={at('code')}
              onChange={(event) =>
                onChange({ ...gate, code: event.target.value.toUpperCase() as GateEntry['code'] }, 'code')
              }
            />
            <TextField
              label={t('number')}
              hint={t('numberHint')}
              value={String(gate.number)}
              inputMode="numeric"
              autoComplete="off"
              fault={at('number')}
              onChange={(event) =>
                onChange({ ...gate, number: wholeFrom(event.target.value) ?? 0 }, 'number')
              }
            />
          </>
        ) : (
          <p className="self-end pb-3 text-muted">{t('fixed', { code: gate.code, number: gate.number })}</p>
        )}
        <PickField
          label={t('level')}
          value={gate.kind}
          options={GATE_KINDS}
          nameOf={(kind) => t(`kind.${kind}`)}
          onPick={(kind) => onChange({ ...gate, kind })}
        />
        <PositionField
          position={gate.position}
          fault={at('position')}
          onChange={(position) => onChange({ ...gate, position }, 'position')}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        {NAMES.map((language) => (
          <TextField
            key={language}
            label={t(`name.${language}`)}
            lang={language}
            value={gate[language]}
            maxLength={60}
            autoComplete="off"
            fault={at(language)}
            onChange={(event) => onChange({ ...gate, [language]: event.target.value }, language)}
          />
        ))}
        {(['vi', 'zh'] as const).map((language) => (
          <TextField
            key={language}
            label={t(`counterpart.${language}`)}
            lang={language}
            value={gate.counterpart[language]}
            maxLength={60}
            autoComplete="off"
            fault={at(`counterpart.${language}`)}
            onChange={(event) =>
              onChange(
                { ...gate, counterpart: { ...gate.counterpart, [language]: event.target.value } },
                `counterpart.${language}`,
              )
            }
          />
        ))}
      </div>
      <RouteList
        routes={gate.routes}
        path={`${path}.routes`}
        faults={faults}
        onChange={(routes, field) => onChange({ ...gate, routes: [...routes] }, field && `routes.${field}`)}
      />
      <YardList
        yards={gate.yards}
        path={`${path}.yards`}
        faults={faults}
        onChange={(yards, field) => onChange({ ...gate, yards: [...yards] }, field && `yards.${field}`)}
      />
      <label className="flex min-h-12 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0 accent-link"
          checked={gate.closed}
          onChange={(event) => onChange({ ...gate, closed: event.target.checked })}
        />
        <span>
          <span className="font-semibold">{t('closed')}</span>
          <span className="block text-sm text-muted">{t('closedHint')}</span>
        </span>
      </label>
      <div className="flex flex-wrap gap-3">
        <Button tone="outline" disabled={!mayRise} onClick={() => onMove(-1)}>
          {t('northWest')}
        </Button>
        <Button tone="outline" disabled={!mayFall} onClick={() => onMove(1)}>
          {t('southEast')}
        </Button>
        {isNew ? (
          <Button tone="danger" onClick={onRemove}>
            {t('dropGate')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
