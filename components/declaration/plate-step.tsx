'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PROVINCES, parsePlate } from '@/domain/identifiers/plate';
import { FleetPicks } from '../fleet/fleet-picks';
import { Plate } from '../plate/plate';
import { Notice } from '../ui/notice';
import { AnswerField, type Answers } from './answer-field';
import { fieldId } from './steps';

/** Provinces whose lorries come here most; the rest behind "other". */
const NEAR = [
  { character: '桂', name: 'guangxi' },
  { character: '粤', name: 'guangdong' },
] as const;

type Preview =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'plate'; readonly plate: string }
  /** Chinese, the character in front is missing; `rest` is what was typed, tidied. */
  | { readonly kind: 'province-missing'; readonly rest: string };

export function previewOf(typed: string): Preview {
  if (typed.trim() === '') return { kind: 'nothing' };
  const read = parsePlate(typed);
  if (read.ok) return { kind: 'plate', plate: read.value.normalised };
  const guess = read.error.detail.suggestion;
  if (read.error.code === 'PL-PROVINCE' && guess) return { kind: 'province-missing', rest: guess.slice(1) };
  // Still being typed: shown as far as it goes.
  const tidy = typed.toUpperCase().replace(/[^\p{Script=Han}A-Z0-9]/gu, '');
  return tidy === '' ? { kind: 'nothing' } : { kind: 'plate', plate: tidy };
}

function ProvinceChoice({
  rest,
  onChoose,
}: {
  readonly rest: string;
  readonly onChoose: (plate: string) => void;
}) {
  const t = useTranslations('declare');
  const [all, setAll] = useState(false);
  const link = 'inline-flex min-h-11 items-center font-semibold text-link underline underline-offset-4';
  return (
    <Notice role="status">
      <p>{t('provinceMissing')}</p>
      <p className="flex flex-wrap items-center gap-x-5">
        {NEAR.map(({ character, name }) => (
          <button key={character} type="button" className={link} onClick={() => onChoose(character + rest)}>
            <span lang="zh" className="mr-1.5">
              {character}
            </span>
            {t(`province.${name}`)}
          </button>
        ))}
        {all ? null : (
          <button type="button" className={link} onClick={() => setAll(true)}>
            {t('otherProvince')}
          </button>
        )}
      </p>
      {all ? (
        <p lang="zh" className="mt-1 flex flex-wrap gap-1">
          {[...PROVINCES]
            .filter((character) => !NEAR.some((near) => near.character === character))
            .map((character) => (
              <button
                key={character}
                type="button"
                className="min-h-12 min-w-12 rounded-lg border border-edge text-xl"
                onClick={() => onChoose(character + rest)}
              >
                {character}
              </button>
            ))}
        </p>
      ) : null}
    </Notice>
  );
}

/** The plate as typed becomes the plate as painted, while typing. */
export function PlateStep({
  answers,
  recent,
}: {
  readonly answers: Answers;
  readonly recent: readonly string[];
}) {
  const t = useTranslations('declare');
  const typed = answers.submission.plate;
  const preview = previewOf(typed);
  const choose = (plate: string) => {
    answers.answer('plate', plate);
    document.getElementById(fieldId('plate'))?.focus();
  };
  return (
    <div className="space-y-5">
      <AnswerField field="plate" answers={answers} asHeading />
      <div aria-live="polite" className="min-h-20">
        {preview.kind === 'nothing' ? null : (
          <Plate
            plate={preview.kind === 'plate' ? preview.plate : `?${preview.rest}`}
            size="xl"
            className="max-w-full"
          />
        )}
      </div>
      {preview.kind === 'province-missing' ? <ProvinceChoice rest={preview.rest} onChoose={choose} /> : null}
      <FleetPicks of="plate" answers={answers} />
      {recent.length > 0 ? (
        <section aria-labelledby="recent-title">
          <h2 id="recent-title" className="text-muted">
            {t('recent')}
          </h2>
          <ul className="mt-2 flex flex-wrap gap-3">
            {recent.map((plate) => (
              <li key={plate}>
                <button type="button" className="min-h-12" onClick={() => choose(plate)}>
                  <Plate plate={plate} size="md" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
