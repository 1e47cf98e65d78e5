'use client';
import { useCallback, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Clocks } from '@/components/app/clocks';
import { LanguageSwitch, ThemeSwitch } from '@/components/app/preferences';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Toast, UndoBar } from '@/components/ui/undo-bar';
import { gateById } from '@/domain/gate/gates';
import type { ScanSource } from '@/offline/checkpoint/outcome';
import type { OpenSession } from '@/offline/react/gate-session';
import { useAppUpdate } from '@/offline/react/use-app-update';
import { useScannerGun } from '@/offline/react/use-scanner-gun';
import { DeedButtons } from './deed-buttons';
import { IncidentList } from './incident-list';
import { LookUpPanel } from './look-up-panel';
import { RecentList } from './recent-list';
import { ScannerView } from './scanner-view';
import { StorageAlarm } from './storage-alarm';
import { SyncBadge } from './sync-badge';
import { SyncPanel } from './sync-panel';
import { useShift } from './use-shift';
import { VehicleFacts } from './vehicle-facts';
import { VerdictBand } from './verdict-band';

/** Scan → verdict → confirm → next. Everything on it comes from this tablet's store; the network only changes that. */
export function ShiftScreen({ session }: { readonly session: OpenSession }) {
  const t = useTranslations('gate');
  const agencyName = useTranslations('agency');
  const locale = useLocale();
  const shift = useShift(session);
  const [looking, setLooking] = useState(false);
  const [syncOpen, setSyncOpen] = useState(false);
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
  useScannerGun({ active: !syncOpen, onText: onTrigger });

  return (
    <div className="flex min-h-dvh flex-col text-lg lg:h-dvh">
      <header className="flex flex-wrap items-center gap-x-6 border-b border-rule px-5">
        <strong className="py-2">
          {`${gateById(enrolment.gateId)?.[locale] ?? enrolment.gateId} · ${enrolment.checkpoint}`}
        </strong>
        <span className="text-muted">{`${agencyName(enrolment.agency)} · ${session.officer.name}`}</span>
        <Clocks />
        <span className="ml-auto flex items-center">
          <SyncBadge sync={session.sync} onPress={() => setSyncOpen(true)} />
          <LanguageSwitch />
          <ThemeSwitch />
          <Button tone="text" onClick={session.lock}>
            {t('lockNow')}
          </Button>
        </span>
      </header>
      <StorageAlarm storage={session.storage} />
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
              <div className="flex grow flex-col justify-between gap-6 px-5 py-6 sm:px-10">
                <VehicleFacts
                  vehicle={shift.shown.vehicle}
                  lookAt={shift.shown.decision?.lookAt ?? null}
                  sync={session.sync}
                />
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
            </>
          ) : (
            <Ready onLookUp={() => setLooking(true)} />
          )}
        </div>
        <aside className="order-1 flex min-h-0 flex-col border-rule lg:order-2 lg:overflow-y-auto lg:border-l">
          <ScannerView active onText={onCamera} />
          {shift.shown || looking ? (
            <div className="flex border-b border-rule max-lg:order-3">
              <Button tone="text" size="tablet" className="grow" onClick={() => setLooking((now) => !now)}>
                {looking ? t('lookUp.close') : t('lookUp.open')}
              </Button>
              {shift.shown ? (
                <Button
                  tone="text"
                  size="tablet"
                  className="grow"
                  onClick={() => {
                    setLooking(false);
                    shift.clear();
                  }}
                >
                  {t('next')}
                </Button>
              ) : null}
            </div>
          ) : null}
          <div className="max-lg:hidden">
            <IncidentList incidents={session.incidents} />
            <RecentList entries={session.recent} onPick={(subject) => void shift.pick(subject)} />
          </div>
        </aside>
        <div className="order-3 lg:hidden">
          <IncidentList incidents={session.incidents} />
          <RecentList entries={session.recent} onPick={(subject) => void shift.pick(subject)} />
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
      {shift.said?.kind === 'undoable' ? (
        <UndoBar
          key={shift.said.eventIds.join()}
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
        <h1 className="text-4xl leading-tight font-bold sm:text-6xl">{t('ready')}</h1>
        <p className="mt-4 max-w-prose text-xl text-muted">{t('readyHow')}</p>
      </div>
      <Button size="tablet" className="min-h-20! w-full text-2xl sm:w-auto sm:px-12" onClick={onLookUp}>
        {t('lookUp.open')}
      </Button>
    </div>
  );
}
