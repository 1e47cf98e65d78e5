'use client';
import { useCallback, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Clocks } from '@/components/app/clocks';
import { LanguageSwitch, ThemeSwitch } from '@/components/app/preferences';
import { Plate } from '@/components/plate/plate';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Toast, UndoBar } from '@/components/ui/undo-bar';
import { blocksRecording } from '@/domain/admission/policy';
import { gateById } from '@/domain/gate/gates';
import { readPaperCode } from '@/domain/identifiers/paper-code';
import type { ScanSource, Subject, Vehicle } from '@/offline/checkpoint/outcome';
import type { PracticePass } from '@/offline/practice/practice-passes';
import type { OpenSession } from '@/offline/react/gate-session';
import { useAppUpdate } from '@/offline/react/use-app-update';
import { useScannerGun } from '@/offline/react/use-scanner-gun';
import { BurstSign } from './burst-sign';
import { ConnectionAdvice } from './connection-advice';
import { DeedButtons } from './deed-buttons';
import { EvidenceList } from './evidence-list';
import { HelpPanel } from './help-panel';
import { IncidentList } from './incident-list';
import { CatchingUp, ClockAlarm } from './line-notice';
import { LookUpPanel } from './look-up-panel';
import { PostNotices } from './post-notices';
import { PracticeBand } from './practice-band';
import { QueuePanel } from './queue-panel';
import { RecentList } from './recent-list';
import { ReleasePanel } from './release-panel';
import { ScannerView } from './scanner-view';
import { ShiftPanel } from './shift-panel';
import { StorageAlarm } from './storage-alarm';
import { SyncBadge } from './sync-badge';
import { SyncPanel } from './sync-panel';
import { useRecordedText } from './use-recorded-text';
import { useShift } from './use-shift';
import { VehicleFacts } from './vehicle-facts';
import { VehicleIncidents } from './vehicle-incidents';
import { VerdictBand } from './verdict-band';
import { Lately, WorkFacts } from './work-facts';

/** Scan → verdict → confirm → next. Everything on it comes from this tablet's store; the network only changes that. */
export function ShiftScreen({
  session,
  practice = null,
  onPractise = null,
}: {
  readonly session: OpenSession;
  /** Invented vehicles in place of a camera, and no doors of the shift (OF-60). */
  readonly practice?: { readonly passes: readonly PracticePass[]; readonly onEnd: () => void } | null;
  readonly onPractise?: (() => void) | null;
}) {
  const t = useTranslations('gate');
  const words = useTranslations('shift.panel');
  const work = useTranslations('gateWork');
  const agencyName = useTranslations('agency');
  const locale = useLocale();
  const shift = useShift(session);
  const [aside, setAside] = useState<'look-up' | 'queue' | null>(null);
  const looking = aside === 'look-up';
  /** Number read from a customs paper, to be looked up; null when somebody types. */
  const [paper, setPaper] = useState<string | null>(null);
  const setLooking = useCallback((open: boolean) => {
    setPaper(null);
    setAside(open ? 'look-up' : null);
  }, []);
  /** Where the answer begins; the camera above it stays in view where both fit. */
  const answer = useRef<HTMLDivElement>(null);
  const bringAnswerIntoView = useCallback(() => {
    answer.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const [syncOpen, setSyncOpen] = useState(false);
  const [shiftOpen, setShiftOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const guide = useTranslations('guide');
  const update = useAppUpdate();
  const recordedText = useRecordedText();
  const { enrolment } = session;

  const video = useRef<HTMLVideoElement | null>(null);
  const intercept = useRef<((text: string) => void) | null>(null);
  const onIntercept = useCallback((take: ((text: string) => void) | null) => {
    intercept.current = take;
  }, []);
  const onScan = useCallback(
    (text: string, source: ScanSource) => {
      if (intercept.current !== null) return intercept.current(text);
      const code = readPaperCode(text);
      setLooking(code !== null);
      if (code === null) void shift.scan(text, source);
      else setPaper(code.kind === 'container' ? code.number : code.joinKey);
    },
    [shift.scan, setLooking],
  );
  const onPick = useCallback(
    (subject: Subject) => {
      setAside(null);
      void shift.pick(subject);
    },
    [shift.pick],
  );
  const onFound = useCallback(
    (vehicle: Vehicle) => {
      setLooking(false);
      shift.pickFound(vehicle);
    },
    [shift.pickFound, setLooking],
  );
  const onTrigger = useCallback((text: string) => onScan(text, 'trigger'), [onScan]);
  const onCamera = useCallback((text: string) => onScan(text, 'camera'), [onScan]);
  useScannerGun({ active: !syncOpen && !shiftOpen && !helpOpen, onText: onTrigger });

  const onward =
    shift.shown || aside !== null ? (
      <div className="flex border-y border-rule lg:border-t-0">
        <Button
          tone="text"
          size="tablet"
          className="grow px-2! text-base! whitespace-nowrap"
          onClick={() => setLooking(!looking)}
        >
          {looking ? t('lookUp.close') : t('lookUp.open')}
        </Button>
        <Button
          tone="text"
          size="tablet"
          className="grow px-2! text-base! whitespace-nowrap"
          onClick={() => setAside((now) => (now === 'queue' ? null : 'queue'))}
        >
          {aside === 'queue' ? work('queue.close') : work('queue.open')}
        </Button>
        {shift.shown ? (
          <Button
            tone="text"
            size="tablet"
            className="grow px-2! text-base! whitespace-nowrap"
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
      <header className="grid grid-cols-[1fr_auto] items-center gap-x-4 border-b max-sm:grid-cols-1 border-rule px-5 lg:flex lg:gap-x-5">
        <span className="min-w-0 py-1 leading-tight lg:flex lg:shrink-0 lg:items-center lg:gap-x-5">
          <span className="block min-w-0 2xl:flex 2xl:gap-x-5">
            <h1 className="truncate font-bold">
              {`${gateById(enrolment.gateId)?.[locale] ?? enrolment.gateId} · ${enrolment.checkpoint}`}
            </h1>
            <span className="block truncate text-muted max-2xl:text-base max-sm:hidden">
              {`${agencyName(enrolment.agency)} · ${session.officer.name}`}
            </span>
          </span>
          <span className="whitespace-nowrap">
            <Clocks />
          </span>
        </span>
        <span className="max-lg:order-3 max-lg:shrink-0 sm:max-lg:col-span-2 lg:ml-auto lg:min-w-0">
          <SyncBadge sync={session.sync} onPress={() => setSyncOpen(true)} />
        </span>
        <span className="flex shrink-0 items-center max-sm:order-4 max-sm:-mx-3 max-sm:justify-between">
          <span className="max-sm:hidden">
            <LanguageSwitch />
          </span>
          <ThemeSwitch />
          {practice === null ? (
            <>
              <Button
                tone="text"
                className="px-3! whitespace-nowrap"
                aria-haspopup="dialog"
                onClick={() => setHelpOpen(true)}
              >
                {guide('open')}
              </Button>
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
            </>
          ) : null}
        </span>
      </header>
      {practice === null ? null : (
        <PracticeBand passes={practice.passes} onScan={onTrigger} onEnd={practice.onEnd} />
      )}
      <StorageAlarm storage={session.storage} gone={shift.gone} />
      <ClockAlarm sync={session.sync} />
      <CatchingUp sync={session.sync} />
      <ConnectionAdvice sync={session.sync} />
      <PostNotices session={session} isAtWork={shift.shown !== null} />
      {session.burst ? <BurstSign onOff={() => session.setBurst(false)} /> : null}
      <main className="flex min-h-0 grow flex-col lg:grid lg:grid-cols-[1fr_23rem]">
        <div className="order-2 flex min-h-0 min-w-0 flex-col lg:order-1 lg:overflow-y-auto">
          {looking ? (
            <LookUpPanel
              key={paper ?? 'typed'}
              lookUp={session.lookUp}
              {...(paper === null ? {} : { scanned: paper })}
              onPick={onFound}
            />
          ) : aside === 'queue' ? (
            <QueuePanel session={session} onPick={onPick} />
          ) : shift.shown ? (
            <>
              <div ref={answer}>
                {shift.shown.decision ? <VerdictBand decision={shift.shown.decision} /> : null}
              </div>
              <VehicleIncidents vehicle={shift.shown.vehicle} incidents={session.incidents} />
              <div className="flex grow flex-col gap-4 px-5 pt-4 sm:px-10">
                <VehicleFacts
                  vehicle={shift.shown.vehicle}
                  lookAt={shift.shown.decision?.lookAt ?? null}
                  sync={session.sync}
                  lately={
                    <Lately
                      vehicle={shift.shown.vehicle}
                      scanned={shift.shown.scanned}
                      device={session.device}
                    />
                  }
                />
                <ReleasePanel
                  key={`${shift.shown.vehicle.crossingId}/${shift.shown.vehicle.passId}`}
                  vehicle={shift.shown.vehicle}
                  agency={enrolment.agency}
                  blocked={shift.shown.decision !== null && blocksRecording(shift.shown.decision)}
                  busy={shift.busy}
                  onAnswer={shift.answer}
                  onOverride={shift.override}
                />
                <WorkFacts vehicle={shift.shown.vehicle} />
                {shift.shown.decision ? <EvidenceList decision={shift.shown.decision} /> : null}
                <div className="mt-auto bg-paper pt-2 pb-4 has-data-[view=main]:sticky has-data-[view=main]:bottom-0 sm:pb-6">
                  <DeedButtons
                    vehicle={shift.shown.vehicle}
                    decision={shift.shown.decision}
                    nth={shift.shown.nth}
                    bringAnswerIntoView={bringAnswerIntoView}
                    agency={enrolment.agency}
                    search={session.lookUp}
                    onIntercept={onIntercept}
                    video={video}
                    busy={shift.busy}
                    deeds={{
                      confirm: shift.confirm,
                      hold: shift.hold,
                      lift: shift.lift,
                      act: shift.act,
                      photo: shift.photo,
                      lookUp: () => setLooking(true),
                      next: shift.clear,
                    }}
                  />
                </div>
              </div>
            </>
          ) : (
            <Ready onLookUp={() => setLooking(true)} onQueue={() => setAside('queue')} />
          )}
        </div>
        <aside className="order-1 flex min-h-0 flex-col border-rule lg:order-2 lg:border-l">
          <ScannerView
            active={practice === null}
            video={video}
            small={shift.shown !== null || aside !== null}
            onText={onCamera}
          />
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
      {update.kind === 'waiting' && !shift.shown && session.sync.memoryOnlyCount === 0 ? (
        <aside
          aria-label={t('update.waiting')}
          className="flex items-center justify-between gap-4 border-t border-rule px-5 py-2"
        >
          <span>{t('update.waiting')}</span>
          <Button tone="outline" onClick={update.apply}>
            {t('update.apply')}
          </Button>
        </aside>
      ) : null}
      <Dialog open={syncOpen} title={t('sync.title')} onClose={() => setSyncOpen(false)}>
        <SyncPanel session={session} />
      </Dialog>
      <Dialog open={helpOpen} title={guide('title')} onClose={() => setHelpOpen(false)}>
        <HelpPanel
          agency={enrolment.agency}
          onPractise={() => {
            setHelpOpen(false);
            onPractise?.();
          }}
          onAsk={(text) => session.askHelp(shownSubject(shift.shown), screenName(shift.shown), text)}
        />
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
          {shift.said.plate === null ? null : <Plate plate={shift.said.plate} size="sm" className="mr-3" />}
          {recordedText(shift.said.what, shift.said.eventIds.length)}
        </UndoBar>
      ) : shift.said?.kind === 'undone' ? (
        <Toast onGone={shift.hush}>{t('undone')}</Toast>
      ) : null}
    </div>
  );
}

type Shown = ReturnType<typeof useShift>['shown'];
const shownSubject = (shown: Shown): Subject | null =>
  shown === null ? null : { crossingId: shown.vehicle.crossingId, passId: shown.vehicle.passId };
/** What the supervisor is told that the officer sees: a code that can be read out. */
const screenName = (shown: Shown): string => (shown === null ? 'ready' : (shown.decision?.code ?? 'vehicle'));

function Ready({ onLookUp, onQueue }: { readonly onLookUp: () => void; readonly onQueue: () => void }) {
  const t = useTranslations('gate');
  const work = useTranslations('gateWork.queue');
  return (
    <div className="flex grow flex-col items-start justify-between gap-8 px-5 py-8 sm:px-10">
      <div>
        <h2 className="text-4xl leading-tight font-bold sm:text-6xl">{t('ready')}</h2>
        <p className="mt-4 max-w-prose text-xl text-muted">{t('readyHow')}</p>
      </div>
      <div className="flex w-full flex-wrap gap-3">
        <Button size="tablet" className="min-h-20! w-full text-2xl! sm:w-auto sm:px-12" onClick={onLookUp}>
          {t('lookUp.open')}
        </Button>
        <Button
          tone="outline"
          size="tablet"
          className="min-h-20! w-full text-2xl! sm:w-auto sm:px-12"
          onClick={onQueue}
        >
          {work('open')}
        </Button>
      </div>
    </div>
  );
}
