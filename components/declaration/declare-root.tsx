'use client';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { assertNever } from '@/domain/shared/result';
import { PageFrame } from '../app/page-frame';
import { SignedIn } from '../app/signed-in';
import { useHash } from '../app/use-hash';
import { useTitle } from '../app/use-title';
import { SlotView } from '../slot/slot-view';
import { InboxLink } from '../telling/inbox-link';
import { Awaiting } from '../ui/awaiting';
import { DeclareForm } from './declare-form';
import { DeclareHome } from './declare-home';
import { type DeclareRoute, readDeclareRoute } from './declare-route';
import { DraftEditor } from './draft-editor';

const FeeScreen = lazy(() => import('../fee/fee-screen').then((loaded) => ({ default: loaded.FeeScreen })));
const FirmGuide = lazy(() => import('../help/firm-guide'));
const FleetView = lazy(() => import('../fleet/fleet-view').then((loaded) => ({ default: loaded.FleetView })));
const ChangeView = lazy(() =>
  import('../substitution/change-view').then((loaded) => ({ default: loaded.ChangeView })),
);
const CorrectView = lazy(() => import('./correct-view').then((loaded) => ({ default: loaded.CorrectView })));
const OwnFigures = lazy(() => import('./own-figures'));
const FirmKeys = lazy(() => import('../intake/firm-keys').then((loaded) => ({ default: loaded.FirmKeys })));
const CrossingTalk = lazy(() =>
  import('../thread/crossing-talk').then((loaded) => ({ default: loaded.CrossingTalk })),
);
const Inbox = lazy(() => import('../telling/inbox').then((loaded) => ({ default: loaded.Inbox })));
const LateForm = lazy(() => import('./late-form').then((loaded) => ({ default: loaded.LateForm })));
const ImportView = lazy(() =>
  import('../intake/import-view').then((loaded) => ({ default: loaded.ImportView })),
);
const RowEditor = lazy(() =>
  import('../intake/row-editor').then((loaded) => ({ default: loaded.RowEditor })),
);
const SheetImport = lazy(() =>
  import('../intake/sheet-import').then((loaded) => ({ default: loaded.SheetImport })),
);

/** One static shell, its views by fragment (`readDeclareRoute`). */
export function DeclareRoot() {
  useTitle(useTranslations('app')('nav.declare'));
  const t = useTranslations('declare');
  const route = readDeclareRoute(useHash());
  return (
    <PageFrame
      current="declare"
      width="form"
      aside={
        <>
          <InboxLink />
          <SignedIn />
        </>
      }
      quiet={route.kind === 'form'}
    >
      <Suspense fallback={<Awaiting>{t('awaitingMine')}</Awaiting>}>
        <View route={route} />
      </Suspense>
    </PageFrame>
  );
}

function View({ route }: { readonly route: DeclareRoute }) {
  switch (route.kind) {
    case 'home':
      return <DeclareHome />;
    case 'form':
      return <DeclareForm />;
    case 'figures':
      return <OwnFigures />;
    case 'help':
      return <FirmGuide />;
    case 'sheet':
      return <SheetImport />;
    case 'keys':
      return <FirmKeys />;
    case 'inbox':
      return <Inbox />;
    case 'fleet':
      return <FleetView key={route.entry} kind={route.entry} />;
    case 'draft':
      return <DraftEditor draftId={route.draftId} />;
    case 'import':
      return <ImportView key={route.importId} importId={route.importId} />;
    case 'row':
      return (
        <RowEditor key={`${route.importId}-${route.place}`} importId={route.importId} place={route.place} />
      );
    case 'slot':
      return <SlotView link={route.link} />;
    case 'fee':
      return <FeeScreen gateId={route.gateId} crossingId={route.crossingId} />;
    case 'talk':
      return <CrossingTalk key={route.crossingId} gateId={route.gateId} crossingId={route.crossingId} />;
    case 'change':
      return <ChangeView key={route.crossingId} gateId={route.gateId} crossingId={route.crossingId} />;
    case 'correct':
      return <CorrectView key={route.crossingId} gateId={route.gateId} crossingId={route.crossingId} />;
    case 'late':
      return (
        <LateForm
          key={`${route.crossingId} ${route.field}`}
          gateId={route.gateId}
          crossingId={route.crossingId}
          field={route.field}
        />
      );
    default:
      return assertNever(route);
  }
}
