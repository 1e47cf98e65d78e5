'use client';
import { useEffect } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { addDays, dayOf } from '@/domain/report/home-day';
import { gateIdSchema } from '@/domain/shared/identity';
import { goToHash, useHash } from '../app/use-hash';
import { useNow } from '../app/use-now';
import { useTitle } from '../app/use-title';
import { ControlDoor, type ControlPerson } from '../control/control-door';
import { GateSelect } from '../control/gate-select';
import { MailView } from './mail-view';
import {
  PROVINCE,
  parseReportRoute,
  REPORT_TABS,
  type ReportRoute,
  type ReportTab,
  reportHash,
  reportHref,
} from './report-route';
import { ReportView } from './report-view';

/** Where a manager of the province begins in a report that is of one gate. */
const FIRST_GATE = gateIdSchema.parse('HN');

/** A gate's people see their gate; over all gates there is the daily report. */
function placeOf(
  person: ControlPerson,
  route: ReportRoute,
  tab: ReportTab,
): NonNullable<ReportRoute['place']> {
  if (person.gateId !== null) return person.gateId;
  const ofAll = tab === 'daily' || tab === 'mail';
  if (route.place === undefined || route.place === PROVINCE) return ofAll ? PROVINCE : FIRST_GATE;
  return route.place;
}

function Reports({ tab, person }: { readonly tab: ReportTab; readonly person: ControlPerson }) {
  const t = useTranslations('report');
  const locale = useLocale();
  const now = useNow(60_000);
  const typed = parseReportRoute(useHash());
  const place = placeOf(person, typed, tab);
  const route: ReportRoute = { ...typed, place };
  const today = now === null ? null : dayOf(now);
  const day = route.day ?? today;

  useEffect(() => {
    if (tab === 'mail' || day === null || today === null) return;
    const onKey = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
      // Where arrows mean something else they keep their meaning.
      const isElsewhere =
        event.target instanceof HTMLElement &&
        event.target.closest('input, select, textarea, [data-scrolls]');
      if (step === 0 || isElsewhere || event.altKey || event.ctrlKey || event.metaKey) return;
      const next = addDays(day, step);
      if (next <= today) goToHash(reportHash({ ...route, day: next }));
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  return (
    <>
      <p className="print:hidden">
        <a
          href={place === PROVINCE ? '/control' : `/control#${place}/today`}
          className="inline-flex min-h-11 items-center text-link underline underline-offset-4"
        >
          {t('screen.back')}
        </a>
      </p>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3 print:hidden">
        <h1 className="text-4xl leading-none font-extrabold tracking-tight sm:text-5xl">
          {place === PROVINCE ? t('province') : (gateById(place)?.[locale] ?? place)}
        </h1>
        {person.gateId === null ? (
          <GateSelect
            label={t('screen.gate')}
            value={place}
            first={
              tab === 'daily' || tab === 'mail' ? <option value={PROVINCE}>{t('province')}</option> : null
            }
            onChange={(chosen) =>
              goToHash(
                reportHash({
                  ...route,
                  place: chosen === PROVINCE ? PROVINCE : (gateById(chosen)?.code ?? place),
                }),
              )
            }
          />
        ) : null}
      </div>
      <nav
        aria-label={t('screen.kinds')}
        className="mt-4 flex flex-wrap gap-x-7 border-b border-rule print:hidden"
      >
        {REPORT_TABS.map((each) => (
          <a
            key={each}
            href={reportHref(each, route)}
            aria-current={each === tab ? 'page' : undefined}
            className="-mb-px flex min-h-12 items-center border-b-4 border-transparent text-muted no-underline hover:text-ink aria-[current]:border-link aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {t(`name.${each}`)}
          </a>
        ))}
      </nav>
      <div className="py-6 print:py-0">
        {tab === 'mail' ? (
          <MailView gateId={place === PROVINCE ? null : place} email={person.email ?? ''} />
        ) : day === null || today === null ? null : (
          <ReportView
            order={{
              gateId: place === PROVINCE ? null : place,
              report: tab,
              day,
              days: tab === 'release-times' ? route.span : 1,
            }}
            today={today}
            route={route}
          />
        )}
      </div>
    </>
  );
}

/** `/control/reports/…`: the reports of a gate, or of the province for who has all gates. */
export function ReportsRoot({ tab }: { readonly tab: ReportTab }) {
  useTitle(useTranslations('report')('title'));
  return (
    <ControlDoor path={`/control/reports/${tab}`}>
      {(person) => <Reports tab={tab} person={person} />}
    </ControlDoor>
  );
}
