'use client';
import { lazy, Suspense } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { goToHash, useHash } from '../app/use-hash';
import { ContinuityView } from '../continuity/continuity-view';
import { ProcessEditor } from '../process/process-editor';
import { ProcessList } from '../process/process-list';
import { Awaiting } from '../ui/awaiting';
import { Announcements } from './announcements';
import { ControlDoor, type ControlPerson, isYardOperator, leads } from './control-door';
import {
  CONTROL_VIEWS,
  type ControlRoute,
  type ControlView,
  parseControlRoute,
  viewHash,
} from './control-route';
import { CrossingFile } from './crossing-file';
import { DeviceList } from './device-list';
import { GateSelect } from './gate-select';
import { HandoverNote } from './handover-note';
import { HelpRequests } from './help-requests';
import { IncidentList } from './incident-list';
import { NeighbourEntry } from './neighbour-entry';
import { QuarantineList } from './quarantine-list';
import { ReleaseDesk } from './release-desk';
import { SilentBanner } from './silent-banner';
import { TodayList } from './today-list';

const FlowDesk = lazy(() =>
  import('../flow-desk/flow-desk').then((loaded) => ({ default: loaded.FlowDesk })),
);
const PlanView = lazy(() =>
  import('../flow-plan/plan-view').then((loaded) => ({ default: loaded.PlanView })),
);
const PeopleView = lazy(() =>
  import('../people/people-view').then((loaded) => ({ default: loaded.PeopleView })),
);

/** Where a manager begins: the busiest gate of the province. */
const FIRST_GATE = gateIdSchema.parse('HN');

/** A supervisor has one gate, a manager chooses among all. */
const gateOf = (person: ControlPerson, route: ControlRoute): GateId =>
  person.gateId ?? route.gateId ?? FIRST_GATE;

/** Where a file belongs in the row of views. */
function viewOf(route: ControlRoute): ControlView | null {
  switch (route.kind) {
    case 'view':
      return route.view;
    case 'flow':
      return 'flow';
    case 'process':
      return 'processes';
    case 'crossing':
      return null;
  }
}

function View({
  route,
  gateId,
  person,
}: {
  readonly route: ControlRoute;
  readonly gateId: GateId;
  readonly person: ControlPerson;
}) {
  const t = useTranslations('flowDesk');
  const plan = useTranslations('flowPlan');
  const people = useTranslations('people');
  const isManager = person.role === 'manager';
  if (route.kind === 'crossing') return <CrossingFile gateId={gateId} crossingId={route.crossingId} />;
  if (route.kind === 'process')
    return <ProcessEditor gateId={gateId} processId={route.processId} mayWrite={isManager} />;
  if (route.kind === 'flow')
    return (
      <Suspense fallback={<Awaiting>{t('awaiting')}</Awaiting>}>
        <FlowDesk gateId={gateId} direction={route.direction} person={person} />
      </Suspense>
    );
  switch (route.view) {
    case 'today':
      return (
        <>
          <HandoverNote key={gateId} gateId={gateId} />
          <TodayList gateId={gateId} />
        </>
      );
    case 'incidents':
      return (
        <>
          <HelpRequests gateId={gateId} />
          <IncidentList gateId={gateId} />
        </>
      );
    case 'quarantine':
      return <QuarantineList gateId={gateId} />;
    case 'release':
      return <ReleaseDesk gateId={gateId} />;
    case 'neighbour':
      return (
        <div className="space-y-14">
          <NeighbourEntry gateId={gateId} />
          <Announcements key={gateId} gateId={gateId} />
        </div>
      );
    case 'plan':
      return (
        <Suspense fallback={<Awaiting>{plan('awaiting')}</Awaiting>}>
          <PlanView gateId={gateId} mayWrite={isManager} />
        </Suspense>
      );
    case 'devices':
      return <DeviceList gateId={gateId} />;
    case 'continuity':
      return <ContinuityView gateId={gateId} mayDeclare={isManager} />;
    case 'processes':
      return <ProcessList gateId={gateId} />;
    case 'people':
      return (
        <Suspense fallback={<Awaiting>{people('awaiting')}</Awaiting>}>
          <PeopleView gateId={gateId} mayWrite={isManager} isOverAll={isManager && person.gateId === null} />
        </Suspense>
      );
  }
}

function ControlRoom({ person, route }: { readonly person: ControlPerson; readonly route: ControlRoute }) {
  const t = useTranslations('control');
  const locale = useLocale();
  const gateId = gateOf(person, route);
  const gate = gateById(gateId);
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3 print:hidden">
        <div className="flex flex-wrap items-end gap-x-6">
          <h1 className="text-4xl leading-none font-extrabold tracking-tight sm:text-5xl">
            {gate?.[locale] ?? gateId}
          </h1>
          <a
            href={`/board/${gateId}`}
            className="-mb-2 flex min-h-12 items-center text-link underline underline-offset-4"
          >
            {t('board')}
          </a>
        </div>
        {person.gateId === null ? (
          <GateSelect
            label={t('gate')}
            value={gateId}
            onChange={(chosen) => goToHash(`${chosen}/${route.kind === 'flow' ? 'flow' : 'today'}`)}
          />
        ) : null}
      </div>
      <nav aria-label={t('views')} className="mt-4 flex flex-wrap gap-x-6 border-b border-rule print:hidden">
        {(isYardOperator(person) ? (['flow'] as const) : CONTROL_VIEWS).map((view) => (
          <a
            key={view}
            href={`#${viewHash(gateId, view)}`}
            aria-current={viewOf(route) === view ? 'page' : undefined}
            className="-mb-px flex min-h-12 items-center border-b-4 border-transparent text-muted no-underline hover:text-ink aria-[current]:border-link aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {t(`view.${view}`)}
          </a>
        ))}
        {isYardOperator(person) ? null : (
          <a
            href={`/control/reports#${gateId}`}
            className="-mb-px flex min-h-12 items-center border-b-4 border-transparent text-muted no-underline hover:text-ink"
          >
            {t('reports')}
          </a>
        )}
      </nav>
      {isYardOperator(person) || (route.kind === 'view' && route.view === 'devices') ? null : (
        <SilentBanner gateId={gateId} />
      )}
      <div className="py-6">
        <View route={route} gateId={gateId} person={person} />
      </div>
    </>
  );
}

/** A yard sees who is called and says who has heard it; the rest of the room is not its own. */
const ownRoute = (person: ControlPerson, route: ControlRoute): ControlRoute =>
  isYardOperator(person) && route.kind !== 'flow'
    ? { kind: 'flow', gateId: person.gateId, direction: 'export' }
    : route;

/** The control room of a gate. */
export function ControlRoot() {
  const route = parseControlRoute(useHash());
  return (
    <ControlDoor
      path="/control"
      width={route.kind === 'flow' ? 'wall' : 'wide'}
      admits={(person) => leads(person) || isYardOperator(person)}
    >
      {(person) => <ControlRoom person={person} route={ownRoute(person, route)} />}
    </ControlDoor>
  );
}
