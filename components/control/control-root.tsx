'use client';
import { lazy, Suspense } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { useGate, useGateTable } from '../app/use-gates';
import { goToHash, useHash } from '../app/use-hash';
import { useTitle } from '../app/use-title';
import { ContinuityView } from '../continuity/continuity-view';
import { ProcessEditor } from '../process/process-editor';
import { ProcessList } from '../process/process-list';
import { Awaiting } from '../ui/awaiting';
import { Announcements } from './announcements';
import {
  answersQuestions,
  ControlDoor,
  type ControlPerson,
  isYardOperator,
  leads,
  verifiesVehicles,
} from './control-door';
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
import { QuarantineList } from './quarantine-list';
import { ReleaseDesk } from './release-desk';
import { SilentBanner } from './silent-banner';
import { TodayList } from './today-list';

const NeighbourView = lazy(() =>
  import('../neighbour/neighbour-view').then((loaded) => ({ default: loaded.NeighbourView })),
);
const FlowDesk = lazy(() =>
  import('../flow-desk/flow-desk').then((loaded) => ({ default: loaded.FlowDesk })),
);
const PlanView = lazy(() =>
  import('../flow-plan/plan-view').then((loaded) => ({ default: loaded.PlanView })),
);
const FeeDesk = lazy(() => import('../fee/fee-desk').then((loaded) => ({ default: loaded.FeeDesk })));
const FeeOfCrossing = lazy(() =>
  import('../fee/fee-of-crossing').then((loaded) => ({ default: loaded.FeeOfCrossing })),
);
const ThreadDesk = lazy(() =>
  import('../thread/thread-desk').then((loaded) => ({ default: loaded.ThreadDesk })),
);
const ThreadOfCrossing = lazy(() =>
  import('../thread/thread-of-crossing').then((loaded) => ({ default: loaded.ThreadOfCrossing })),
);
const FleetCheck = lazy(() =>
  import('../fleet/fleet-check').then((loaded) => ({ default: loaded.FleetCheck })),
);
const SubstitutionDesk = lazy(() =>
  import('../substitution/substitution-desk').then((loaded) => ({ default: loaded.SubstitutionDesk })),
);
const GatesView = lazy(() => import('../gates/gates-view').then((loaded) => ({ default: loaded.GatesView })));
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
  const fee = useTranslations('fee');
  const thread = useTranslations('thread');
  const fleet = useTranslations('fleet.check');
  const gates = useTranslations('gates');
  const neighbour = useTranslations('neighbour');
  const isManager = person.role === 'manager';
  if (route.kind === 'crossing')
    return (
      <>
        <CrossingFile gateId={gateId} crossingId={route.crossingId} />
        <Suspense fallback={<Awaiting>{fee('awaiting')}</Awaiting>}>
          <FeeOfCrossing gateId={gateId} crossingId={route.crossingId} />
          <ThreadOfCrossing gateId={gateId} crossingId={route.crossingId} />
          <SubstitutionDesk gateId={gateId} crossingId={route.crossingId} />
        </Suspense>
      </>
    );
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
    case 'questions':
      return (
        <Suspense fallback={<Awaiting>{thread('awaiting')}</Awaiting>}>
          <ThreadDesk gateId={gateId} mayOpen={leads(person)} />
        </Suspense>
      );
    case 'quarantine':
      return <QuarantineList gateId={gateId} />;
    case 'release':
      return <ReleaseDesk gateId={gateId} />;
    case 'neighbour':
      return (
        <div className="space-y-14">
          <Suspense fallback={<Awaiting>{neighbour('awaiting')}</Awaiting>}>
            <NeighbourView
              key={gateId}
              gateId={gateId}
              maySign={isManager}
              mayTrust={isManager && person.gateId === null}
            />
          </Suspense>
          <Announcements key={gateId} gateId={gateId} />
        </div>
      );
    case 'plan':
      return (
        <Suspense fallback={<Awaiting>{plan('awaiting')}</Awaiting>}>
          <PlanView gateId={gateId} mayWrite={isManager} />
        </Suspense>
      );
    case 'fees':
      return (
        <Suspense fallback={<Awaiting>{fee('awaiting')}</Awaiting>}>
          <FeeDesk gateId={gateId} mayDecide={isManager} />
        </Suspense>
      );
    case 'fleet':
      return (
        <Suspense fallback={<Awaiting>{fleet('awaiting')}</Awaiting>}>
          <FleetCheck key={gateId} gateId={gateId} mayDecide={leads(person)} />
        </Suspense>
      );
    case 'devices':
      return <DeviceList gateId={gateId} />;
    case 'continuity':
      return <ContinuityView gateId={gateId} mayDeclare={isManager} />;
    case 'processes':
      return <ProcessList gateId={gateId} />;
    case 'gates':
      return isManager && person.gateId === null ? (
        <Suspense fallback={<Awaiting>{gates('awaiting')}</Awaiting>}>
          <GatesView />
        </Suspense>
      ) : null;
    case 'people':
      return (
        <Suspense fallback={<Awaiting>{people('awaiting')}</Awaiting>}>
          <PeopleView gateId={gateId} mayWrite={isManager} isOverAll={isManager && person.gateId === null} />
        </Suspense>
      );
  }
}

/** The yard has one view, who answers questions another and perhaps the fleets; which gates there are is the province's alone. */
function viewsOf(person: ControlPerson): readonly ControlView[] {
  if (isYardOperator(person)) return ['flow'];
  if (answersQuestions(person)) return verifiesVehicles(person) ? ['questions', 'fleet'] : ['questions'];
  const isProvince = person.role === 'manager' && person.gateId === null;
  return CONTROL_VIEWS.filter((view) => view !== 'gates' || isProvince);
}

function ControlRoom({ person, route }: { readonly person: ControlPerson; readonly route: ControlRoute }) {
  const t = useTranslations('control');
  const locale = useLocale();
  const gateId = gateOf(person, route);
  const gate = useGate(gateId);
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
        {viewsOf(person).map((view) => (
          <a
            key={view}
            href={`#${viewHash(gateId, view)}`}
            aria-current={viewOf(route) === view ? 'page' : undefined}
            className="-mb-px flex min-h-12 min-w-12 items-center justify-center border-b-4 border-transparent text-muted no-underline hover:text-ink aria-[current]:border-link aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {t(`view.${view}`)}
          </a>
        ))}
        {leads(person) ? (
          <a
            href={`/control/reports#${gateId}`}
            className="-mb-px flex min-h-12 min-w-12 items-center justify-center border-b-4 border-transparent text-muted no-underline hover:text-ink"
          >
            {t('reports')}
          </a>
        ) : null}
      </nav>
      {leads(person) && !(route.kind === 'view' && route.view === 'devices') ? (
        <SilentBanner gateId={gateId} />
      ) : null}
      <div className="py-6">
        <View route={route} gateId={gateId} person={person} />
      </div>
    </>
  );
}

/** A yard sees who is called, an officer what firms ask the own agency and their fleets; the rest of the room is not theirs. */
function ownRoute(person: ControlPerson, route: ControlRoute): ControlRoute {
  if (isYardOperator(person) && route.kind !== 'flow')
    return { kind: 'flow', gateId: person.gateId, direction: 'export' };
  const isOfFleet = route.kind === 'view' && route.view === 'fleet' && verifiesVehicles(person);
  if (answersQuestions(person) && !isOfFleet)
    return { kind: 'view', gateId: person.gateId, view: 'questions' };
  return route;
}

/** The control room of a gate. */
export function ControlRoot() {
  useTitle(useTranslations('app')('nav.control'));
  // A gate that was added while the page is open has its views at once.
  useGateTable();
  const route = parseControlRoute(useHash());
  return (
    <ControlDoor
      path="/control"
      width={route.kind === 'flow' ? 'wall' : 'wide'}
      admits={(person) => leads(person) || isYardOperator(person) || answersQuestions(person)}
    >
      {(person) => <ControlRoom person={person} route={ownRoute(person, route)} />}
    </ControlDoor>
  );
}
