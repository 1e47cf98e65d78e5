'use client';
import { useCallback, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Clocks } from '@/components/app/clocks';
import { LanguageSwitch, ThemeSwitch } from '@/components/app/preferences';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Toast, UndoBar } from '@/components/ui/undo-bar';
import { gateById } from '@/domain/gate/gates';
import type { ScanSource, Subject } from '@/offline/checkpoint/outcome';
import type { OpenSession } from '@/offline/react/gate-session';
import { useAppUpdate } from '@/offline/react/use-app-update';
import { useScannerGun } from '@/offline/react/use-scanner-gun';
import { ConnectionAdvice } from './connection-advice';
import { DeedButtons } from './deed-buttons';
import { IncidentList } from './incident-list';
import { LookUpPanel } from './look-up-panel';
import { RecentList } from './recent-list';
import { ScannerView } from './scanner-view';
import { ShiftPanel } from './shift-panel';
import { StorageAlarm } from './storage-alarm';
import { SyncBadge } from './sync-badge';
import { SyncPanel } from './sync-panel';
import { useShift } from './use-shift';
import { VehicleFacts } from './vehicle-facts';
import { VerdictBand } from './verdict-band';

/** Scan → verdict → confirm → next. Everything on it comes from this tablet's store; the network only changes that. */
export function ShiftScreen({ session }: { readonly session: OpenSession }) {
  const t = useTranslations('gate');
  const words = useTranslations('shift.panel');
  const agencyName = useTranslations('agency');
  const locale = useLocale();
  const shift = useShift(session);
  const [looking, setLooking] = useState(false);
  const [syncOpen, setSyncOpen] = useState(false);
  const [shiftOpen, setShiftOpen] = useState(false);
  const update = useAppUpdate();
  const { enrolment } = session;

  const onScan = useCallback(
    (text: string, source: ScanSource) => {
      setLooking(false);
      void shift.scan(text, source);
    },
    [shift.scan],
  );
  const onTrigger = useCallback((text: string) => onScan(text, 'trigger'), [onScan]);
  const onCamera = useCallback((text: string) => onScan(text, 'camera'), [onScan]);
  const onPick = useCallback((subject: Subject) => void shift.pick(subject), [shift.pick]);
  useScannerGun({ active: !syncOpen && !shiftOpen, onText: onTrigger });

  const onward =
    shift.shown || looking ? (
      <div className="flex border-y border-rule lg:border-t-0">
        <Button
          tone="text"
          size="tablet"
          className="grow max-lg:text-lg!"
          onClick={() => setLooking((now) => !now)}
        >
          {looking ? t('lookUp.close') : t('lookUp.open')}
        </Button>
        {shift.shown ? (
          <Button
            tone="text"
            size="tablet"
            className="grow max-lg:text-lg!"
            onClick={() => {
              setLooking(false);
              shift.clear();
            }}
          >
            {t('next')}
          </Button>
        ) : null}
      </div>
    ) : null;

  return (
    <div className="flex min-h-dvh flex-col text-lg lg:h-dvh">
      <header className="grid grid-cols-[1fr_auto] items-center gap-x-4 border-b border-rule px-5 lg:flex lg:gap-x-5">
        <span className="min-w-0 py-1 leading-tight lg:flex lg:gap-x-5 lg:py-2">
          <h1 className="truncate font-bold lg:shrink-0">
            {`${gateById(enrolment.gateId)?.[locale] ?? enrolment.gateId} · ${enrolment.checkpoint}`}
          </h1>
          <span className="block min-w-0 truncate text-muted max-lg:hidden">
            {`${agencyName(enrolment.agency)} · ${session.officer.name}`}
          </span>
          <span className="whitespace-nowrap">
            <Clocks />
          </span>
        </span>
        <span className="shrink-0 max-lg:order-3 max-lg:col-span-2 lg:ml-auto">
          <SyncBadge sync={session.sync} onPress={() => setSyncOpen(true)} />
        </span>
        <span className="flex shrink-0 items-center">
          <span className="max-sm:hidden">
            <LanguageSwitch />
          </span>
          <ThemeSwitch />
          <Button
            tone="text"
            className="px-3! whitespace-nowrap"
            aria-haspopup="dialog"
            onClick={() => setShiftOpen(true)}
          >
            {words('open')}
          </Button>
          <Button tone="text" className="px-3! whitespace-nowrap" onClick={session.lock}>
            {t('lockNow')}
          </Button>
        </span>
      </header>
      <StorageAlarm storage={session.storage} />
      <ConnectionAdvice sync={session.sync} />
      <main className="flex min-h-0 grow flex-col lg:grid lg:grid-cols-[1fr_23rem]">
        <div className="order-2 flex min-h-0 min-w-0 flex-col lg:order-1 lg:overflow-y-auto">
          {looking ? (
            <LookUpPanel
              lookUp={session.lookUp}
              onPick={(vehicle) => {
                setLooking(false);
                shift.pickFound(vehicle);
              }}
            />
          ) : shift.shown ? (
            <>
              {shift.shown.decision ? <VerdictBand decision={shift.shown.decision} /> : null}
              <div className="flex grow flex-col gap-6 px-5 pt-5 sm:px-10">
                <VehicleFacts
                  vehicle={shift.shown.vehicle}
                  lookAt={shift.shown.decision?.lookAt ?? null}
                  sync={session.sync}
                />
                <div className="sticky bottom-0 mt-auto bg-paper pt-2 pb-4 sm:pb-6">
                  <DeedButtons
                    vehicle={shift.shown.vehicle}
                    decision={shift.shown.decision}
                    busy={shift.busy}
                    onConfirm={shift.confirm}
                    onHold={shift.hold}
                    onLift={shift.lift}
                    onLookUp={() => setLooking(true)}
                  />
                </div>
              </div>
            </>
          ) : (
            <Ready onLookUp={() => setLooking(true)} />
          )}
        </div>
        <aside className="order-1 flex min-h-0 flex-col border-rule lg:order-2 lg:border-l">
          <ScannerView active small={shift.shown !== null || looking} onText={onCamera} />
          <div className="max-lg:hidden">{onward}</div>
          <div className="min-h-0 grow overflow-y-auto max-lg:hidden">
            <IncidentList incidents={session.incidents} />
            <RecentList entries={session.recent} onPick={onPick} />
          </div>
        </aside>
        <div className="order-3 lg:hidden">
          {onward}
          <IncidentList incidents={session.incidents} />
          <RecentList entries={session.recent} onPick={onPick} />
        </div>
      </main>
      {update.kind === 'waiting' && !shift.shown ? (
        <div className="flex items-center justify-between gap-4 border-t border-rule px-5 py-2">
          <span>{t('update.waiting')}</span>
          <Button tone="outline" onClick={update.apply}>
            {t('update.apply')}
          </Button>
        </div>
      ) : null}
      <Dialog open={syncOpen} title={t('sync.title')} onClose={() => setSyncOpen(false)}>
        <SyncPanel session={session} />
      </Dialog>
      <Dialog open={shiftOpen} title={words('title')} onClose={() => setShiftOpen(false)}>
        <ShiftPanel session={session} onDone={() => setShiftOpen(false)} />
      </Dialog>
      {shift.said?.kind === 'undoable' ? (
        <UndoBar
          key={shift.said.eventIds.join()}
          className="bottom-44! sm:bottom-30! lg:right-[calc(23rem+2.5rem)]! lg:left-10! lg:mx-0! lg:max-w-none!"
          undoLabel={t('undo')}
          onUndo={() => void shift.undo()}
          onGone={shift.hush}
        >
          {shift.said.what === 'step'
            ? t('recorded.step', { count: shift.said.eventIds.length })
            : t(`recorded.${shift.said.what}`)}
        </UndoBar>
      ) : shift.said?.kind === 'undone' ? (
        <Toast onGone={shift.hush}>{t('undone')}</Toast>
      ) : null}
    </div>
  );
}

function Ready({ onLookUp }: { readonly onLookUp: () => void }) {
  const t = useTranslations('gate');
  return (
    <div className="flex grow flex-col items-start justify-between gap-8 px-5 py-8 sm:px-10">
      <div>
        <h2 className="text-4xl leading-tight font-bold sm:text-6xl">{t('ready')}</h2>
        <p className="mt-4 max-w-prose text-xl text-muted">{t('readyHow')}</p>
      </div>
      <Button size="tablet" className="min-h-20! w-full text-2xl! sm:w-auto sm:px-12" onClick={onLookUp}>
        {t('lookUp.open')}
      </Button>
    </div>
  );
}
