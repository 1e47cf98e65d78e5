'use client';
import { useTranslations } from 'use-intl';
import { faultsUnder, type GateFault } from '@/domain/gate/check-gates';
import type { Route } from '@/domain/gate/gate-entry';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { useGateFault } from './fault-at';

const NAMES = ['vi', 'en', 'zh'] as const;

/** The ways over the border at one gate, by their boundary stones. One that is there can be closed, not removed. */
export function RouteList({
  routes,
  path,
  faults,
  onChange,
}: {
  readonly routes: readonly Route[];
  readonly path: string;
  readonly faults: readonly GateFault[];
  readonly onChange: (routes: readonly Route[], field?: string) => void;
}) {
  const t = useTranslations('gates');
  const faultAt = useGateFault(faults);
  const gone = faults.find((fault) => fault.path === path);
  return (
    <fieldset className="space-y-4">
      <legend className="text-xl font-bold">{t('routes')}</legend>
      {gone === undefined ? null : (
        <p role="alert" className="font-semibold text-fault">
          {t(`fault.${gone.code}`)}
        </p>
      )}
      {routes.map((route, at) => {
        const set = (next: Partial<Route>, field?: string) =>
          onChange(routes.with(at, { ...route, ...next }), field && `${at}.${field}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a route may have any code for a moment
          <div key={at} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-5">
            <TextField
              label={t('routeCode')}
              code
              value={route.code}
              maxLength={24}
              autoComplete="off"
              fault={faultAt(`${path}.${at}.code`)}
              onChange={(event) => set({ code: event.target.value }, 'code')}
            />
            {NAMES.map((language) => (
              <TextField
                key={language}
                label={t(`name.${language}`)}
                lang={language}
                value={route[language]}
                maxLength={60}
                autoComplete="off"
                fault={faultAt(`${path}.${at}.${language}`)}
                onChange={(event) => set({ [language]: event.target.value }, language)}
              />
            ))}
            <div className="flex flex-wrap items-end gap-x-4 pb-1">
              <label className="flex min-h-12 items-center gap-3">
                <input
                  type="checkbox"
                  className="size-6 shrink-0 accent-link"
                  checked={route.closed}
                  onChange={(event) => set({ closed: event.target.checked })}
                />
                {t('routeClosed')}
              </label>
              <Button
                tone="text"
                aria-label={`${t('removeRoute')}: ${route.code}`}
                onClick={() => onChange(routes.toSpliced(at, 1))}
              >
                {t('removeRoute')}
              </Button>
            </div>
          </div>
        );
      })}
      {faultsUnder(faults, path).length > 0 ? <p className="text-sm text-muted">{t('routeHint')}</p> : null}
      <Button
        tone="outline"
        onClick={() => onChange([...routes, { code: '', vi: '', en: '', zh: '', closed: false }])}
      >
        {t('addRoute')}
      </Button>
    </fieldset>
  );
}
