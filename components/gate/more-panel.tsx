'use client';
import { type RefObject, useState } from 'react';
import { useTranslations } from 'use-intl';
import { QUARANTINE_AGENCY } from '@/domain/crossing/work';
import { PLACE_AGENCY } from '@/domain/crossing/work-waits';
import type { StepId } from '@/domain/shared/identity';
import { assertNever } from '@/domain/shared/result';
import type { Agency } from '@/domain/shared/vocabulary';
import {
  INFORMATION_SUBJECTS,
  INSPECTION_PLACES,
  type InformationSubject,
  type InspectionPlace,
  type PhotoSubject,
  QUARANTINE_KINDS,
  QUARANTINE_RESULTS,
} from '@/domain/sync/work-bodies';
import { type Deed, TURN_BACK_REASONS } from '@/offline/checkpoint/deeds';
import {
  HOLD_REASONS,
  type HoldReason,
  type OfferedStep,
  type PhotoKept,
  type Vehicle,
} from '@/offline/checkpoint/outcome';
import { CompareBindings } from './compare-bindings';
import { CompareSeal } from './compare-seal';
import { OrderInspection } from './order-inspection';
import { PairLorries } from './pair-lorries';
import { type Pick, PickButtons } from './pick-buttons';
import { StepPicker } from './step-picker';
import { type PhotoSource, TakePhoto } from './take-photo';
import { WordsForm } from './words-form';

/** What can be opened from "More…"; `menu` is the list of them. */
export type MoreView =
  | 'menu'
  | 'steps'
  | 'hold'
  | 'turn-back'
  | 'order'
  | 'report'
  | 'ask-quarantine'
  | 'quarantine-result'
  | 'ask-firm'
  | 'note'
  | 'photo'
  | 'compare-seal'
  | 'compare'
  | 'pair';

export type VehicleDeeds = {
  readonly confirm: (steps: readonly StepId[]) => void;
  readonly hold: (reason: HoldReason) => void;
  readonly lift: () => void;
  readonly act: (deed: Deed) => void;
  readonly photo: (source: PhotoSource, of: PhotoSubject) => Promise<PhotoKept | null>;
  readonly lookUp: () => void;
  readonly next: () => void;
};

export type MoreProps = {
  readonly vehicle: Vehicle;
  readonly agency: Agency;
  readonly deeds: VehicleDeeds;
  readonly search: (query: string) => Promise<readonly Vehicle[]>;
  readonly onIntercept: (take: ((text: string) => void) | null) => void;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly busy: boolean;
};

/** Everything beside the next step, one tap away; each question has its own panel, in the place of the buttons. */
export function MorePanel({
  first,
  onClose,
  ...more
}: MoreProps & { readonly first: MoreView; readonly onClose: () => void }) {
  const t = useTranslations('gateWork');
  const deedWords = useTranslations('gate.deeds');
  const work = useTranslations('work');
  const [view, setView] = useState<MoreView>(first);
  const { vehicle, agency, deeds, busy } = more;
  // A panel that was opened directly goes back to the main buttons, the others to the list.
  const back = () => (first === 'menu' && view !== 'menu' ? setView('menu') : onClose());
  const act = (deed: Deed) => {
    onClose();
    deeds.act(deed);
  };

  switch (view) {
    case 'menu':
      return <Menu {...more} onOpen={setView} onClose={onClose} />;
    case 'steps':
      return (
        <StepPicker
          steps={openSteps(vehicle)}
          busy={busy}
          onConfirm={(steps) => {
            onClose();
            deeds.confirm(steps);
          }}
          onBack={back}
        />
      );
    case 'hold':
      return (
        <PickButtons
          legend={deedWords('holdWhy')}
          options={HOLD_REASONS.map((value) => ({ value, label: deedWords(`reasons.${value}`) }))}
          onPick={(reason) => {
            onClose();
            deeds.hold(reason);
          }}
          onBack={back}
        />
      );
    case 'turn-back':
      return (
        <PickButtons
          legend={t('turnBackWhy')}
          options={TURN_BACK_REASONS.map((value) => ({ value, label: work(`turnBackWhy.${value}`) }))}
          onPick={(reason) => act({ kind: 'turn-back', reason })}
          onBack={back}
        />
      );
    case 'order':
      return <OrderInspection onDeed={act} onBack={back} />;
    case 'report':
      return <InspectionResult vehicle={vehicle} agency={agency} onDeed={act} onBack={back} />;
    case 'ask-quarantine':
      return (
        <PickButtons
          legend={t('quarantineWhich')}
          options={QUARANTINE_KINDS.map((value) => ({ value, label: work(`quarantine.${value}`) }))}
          onPick={(quarantine) => act({ kind: 'request-quarantine', quarantine })}
          onBack={back}
        />
      );
    case 'quarantine-result':
      return <QuarantineAnswer agency={agency} onDeed={act} onBack={back} />;
    case 'ask-firm':
      return <AskFirm onDeed={act} onBack={back} />;
    case 'note':
      return (
        <WordsForm
          label={t('noteWords')}
          hint={t('noteHint')}
          action={t('noteSend')}
          onWords={(words) => act({ kind: 'note', words })}
          onBack={back}
        />
      );
    case 'photo':
      return (
        <TakePhoto
          video={more.video}
          onIntercept={more.onIntercept}
          onPhoto={async (source, of) => {
            const kept = await deeds.photo(source, of);
            if (kept?.kind === 'recorded') onClose();
            return kept;
          }}
          onBack={back}
        />
      );
    case 'compare-seal':
      return <CompareSeal vehicle={vehicle} onDeed={act} onBack={back} />;
    case 'compare':
      return <CompareBindings vehicle={vehicle} onDeed={act} onBack={back} />;
    case 'pair':
      return (
        <PairLorries
          vehicle={vehicle}
          lookUp={more.search}
          onIntercept={more.onIntercept}
          onDeed={act}
          onBack={back}
        />
      );
    default:
      return assertNever(view);
  }
}

export const openSteps = (vehicle: Vehicle): readonly OfferedStep[] =>
  vehicle.steps.filter((offered) => offered.status !== 'done');

type Item = MoreView | 'lift' | 'look-up' | 'next';

function Menu({
  vehicle,
  agency,
  deeds,
  onOpen,
  onClose,
}: MoreProps & { readonly onOpen: (view: MoreView) => void; readonly onClose: () => void }) {
  const t = useTranslations('gateWork');
  const ended = vehicle.crossing?.ended ?? null;
  const held = vehicle.crossing?.hold ?? null;
  const isTransshipment = (vehicle.process?.kind ?? vehicle.claims?.kind) === 'transshipment';
  const may = (condition: boolean, ...items: readonly Pick<Item>[]) => (condition ? items : []);
  const options: readonly Pick<Item>[] = [
    ...may(openSteps(vehicle).length > 0, { value: 'steps', label: t('otherStep') }),
    ...may(held !== null, { value: 'lift', label: t('lift') }),
    ...may(ended === null, { value: 'hold', label: t('hold') }),
    { value: 'compare-seal', label: t('compareSeal') },
    { value: 'compare', label: t('compare') },
    { value: 'order', label: t('order') },
    { value: 'report', label: t('report') },
    { value: 'ask-quarantine', label: t('askQuarantine') },
    ...may(quarantineOf(agency) !== null, { value: 'quarantine-result', label: t('quarantineResult') }),
    ...may(isTransshipment, { value: 'pair', label: t('pair') }),
    { value: 'ask-firm', label: t('askFirm') },
    { value: 'note', label: t('note') },
    { value: 'photo', label: t('photo') },
    ...may(ended === null, { value: 'turn-back', label: t('turnBack') }),
    { value: 'look-up', label: t('lookUp') },
    { value: 'next', label: t('next') },
  ];
  return (
    <PickButtons
      legend={t('title')}
      options={options}
      onPick={(item) => {
        if (item === 'lift' || item === 'look-up' || item === 'next') {
          onClose();
          if (item === 'lift') deeds.lift();
          else if (item === 'look-up') deeds.lookUp();
          else deeds.next();
        } else onOpen(item);
      }}
      onBack={onClose}
    />
  );
}

const quarantineOf = (agency: Agency) =>
  QUARANTINE_KINDS.find((kind) => QUARANTINE_AGENCY[kind] === agency) ?? null;

type Answering = {
  readonly agency: Agency;
  readonly onDeed: (deed: Deed) => void;
  readonly onBack: () => void;
};

/** Ordered places first, then the places where this agency's people stand. */
function InspectionResult({ vehicle, agency, onDeed, onBack }: Answering & { readonly vehicle: Vehicle }) {
  const t = useTranslations('gateWork');
  const work = useTranslations('work');
  const [place, setPlace] = useState<InspectionPlace | null>(null);
  const ordered = (vehicle.crossing?.inspection?.places ?? [])
    .filter(({ result }) => result === null)
    .map((one) => one.place);
  const own = INSPECTION_PLACES.filter((each) => PLACE_AGENCY[each] === agency && !ordered.includes(each));
  if (place === null)
    return (
      <PickButtons
        legend={t('placeWhich')}
        options={[
          ...ordered.map((value) => ({ value, label: work(`place.${value}`), hint: t('placeOpen') })),
          ...own.map((value) => ({ value, label: work(`place.${value}`) })),
        ]}
        onPick={setPlace}
        onBack={onBack}
      />
    );
  return (
    <PickButtons
      key={place}
      legend={t('placeOf', { place: work(`place.${place}`) })}
      options={(['passed', 'failed'] as const).map((value) => ({ value, label: work(`result.${value}`) }))}
      onPick={(result) => onDeed({ kind: 'report-inspection', place, result })}
      onBack={() => setPlace(null)}
    />
  );
}

/** Only its own agency answers a quarantine (FO-15). */
function QuarantineAnswer({ agency, onDeed, onBack }: Answering) {
  const t = useTranslations('gateWork');
  const work = useTranslations('work');
  const quarantine = quarantineOf(agency);
  if (quarantine === null) return null;
  return (
    <PickButtons
      legend={t('quarantineSays', { kind: work(`quarantine.${quarantine}`) })}
      options={QUARANTINE_RESULTS.map((value) => ({ value, label: work(`result.${value}`) }))}
      onPick={(result) => onDeed({ kind: 'report-quarantine', quarantine, result })}
      onBack={onBack}
    />
  );
}

function AskFirm({ onDeed, onBack }: Omit<Answering, 'agency'>) {
  const t = useTranslations('gateWork');
  const work = useTranslations('work');
  const [about, setAbout] = useState<InformationSubject | null>(null);
  if (about === null)
    return (
      <PickButtons
        legend={t('askAbout')}
        options={INFORMATION_SUBJECTS.map((value) => ({ value, label: work(`about.${value}`) }))}
        onPick={setAbout}
        onBack={onBack}
      />
    );
  return (
    <WordsForm
      label={t('askWords')}
      hint={t('askHint')}
      action={t('askSend')}
      onWords={(words) => onDeed({ kind: 'ask-firm', about, words })}
      onBack={() => setAbout(null)}
    />
  );
}
