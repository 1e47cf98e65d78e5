'use client';
import { type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import type { SubmissionField } from '@/domain/declaration/submission';
import { parsePlate } from '@/domain/identifiers/plate';
import type { VehicleView } from '../app/answers';
import type { Answers } from '../declaration/answer-field';
import { Plate } from '../plate/plate';
import { PaperLine } from './paper-line';
import { shownEntries } from './shown-entries';
import { useFleet } from './use-fleet';

type Of = 'plate' | 'trailer' | 'driver' | 'goods';
const MOST = 12;

const CHIP =
  'min-h-12 rounded-xl border-2 border-edge px-4 text-left font-semibold hover:border-ink aria-pressed:border-link aria-pressed:bg-card';

function Picks({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-muted">
        {label}
      </h2>
      <ul className="mt-2 flex flex-wrap gap-3">{children}</ul>
    </section>
  );
}

/** Papers of the chosen vehicle that end or are over: said where it is declared (FV-3). */
function Warnings({ vehicle }: { readonly vehicle: VehicleView | undefined }) {
  if (vehicle === undefined) return null;
  return (
    <div role="status" className="mt-3 space-y-1">
      <PaperLine
        pressingOnly
        paper="licence"
        until={vehicle.licence.until}
        standing={vehicle.licenceStands}
      />
      <PaperLine
        pressingOnly
        paper="insurance"
        until={vehicle.insurance.until}
        standing={vehicle.insuranceStands}
      />
      <PaperLine
        pressingOnly
        paper="inspection"
        until={vehicle.inspectionUntil}
        standing={vehicle.inspectionStands}
      />
    </div>
  );
}

/** What the firm keeps, one tap away from the answer; a tap types it, and it can be changed like anything typed. */
export function FleetPicks({ of, answers }: { readonly of: Of; readonly answers: Answers }) {
  const t = useTranslations('fleet');
  const { fleet } = useFleet();
  const { submission, answerAll } = answers;
  if (fleet === null || answerAll === undefined) return null;
  const { vehicles, drivers, templates } = shownEntries(fleet, '');
  const chip = (
    key: string,
    isChosen: boolean,
    changes: Partial<Record<SubmissionField, string>>,
    body: ReactNode,
  ) => (
    <li key={key}>
      <button type="button" className={CHIP} aria-pressed={isChosen} onClick={() => answerAll(changes)}>
        {body}
      </button>
    </li>
  );
  switch (of) {
    case 'plate':
    case 'trailer': {
      const fitting = vehicles.filter(({ kind }) => (kind === 'trailer') === (of === 'trailer'));
      if (fitting.length === 0) return null;
      const typed = parsePlate(submission[of]);
      const isChosen = ({ plate }: VehicleView) => typed.ok && typed.value.normalised === plate;
      return (
        <div>
          <Picks label={t('pick.vehicle')}>
            {fitting.slice(0, MOST).map((vehicle) => (
              <li key={vehicle.id}>
                <button
                  type="button"
                  className="min-h-12"
                  aria-pressed={isChosen(vehicle)}
                  onClick={() => answerAll({ [of]: vehicle.plate })}
                >
                  <Plate plate={vehicle.plate} size="md" />
                </button>
              </li>
            ))}
          </Picks>
          <Warnings vehicle={fitting.find(isChosen)} />
        </div>
      );
    }
    case 'driver': {
      const known = drivers.flatMap(({ id, person }) => (person === null ? [] : [{ id, ...person }]));
      if (known.length === 0) return null;
      return (
        <Picks label={t('pick.driver')}>
          {known
            .slice(0, MOST)
            .map(({ id, name, phone }) =>
              chip(
                id,
                submission.driverName === name,
                { driverName: name, driverPhone: phone ?? '', driverIdNumber: '' },
                name,
              ),
            )}
        </Picks>
      );
    }
    case 'goods':
      if (templates.length === 0) return null;
      return (
        <Picks label={t('pick.template')}>
          {templates
            .slice(0, MOST)
            .map(({ id, name, goods }) =>
              chip(
                id,
                submission.goodsName === goods.goodsName && submission.hsCode === goods.hsCode,
                goods,
                name,
              ),
            )}
        </Picks>
      );
  }
}
