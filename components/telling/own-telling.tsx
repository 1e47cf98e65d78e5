'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { LOCALES } from '@/domain/shared/locales';
import type { FirmRole } from '@/domain/shared/vocabulary';
import { localeSchema } from '@/domain/shared/vocabulary';
import { type Preference, USUAL_QUIET } from '@/domain/telling/preference';
import type { OwnTellingAnswer } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { ChoicesTable } from './choices-table';
import { OwnDevice } from './own-device';
import { useRenewedPush } from './use-renewed-push';

/** How I am told (TE-2, TE-3): in this browser, in which language, when not, and what by which way. */
export function OwnTelling({ role }: { readonly role: FirmRole }) {
  const t = useTranslations('telling.own');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const query = useQuery(trpc.telling.own.queryOptions());
  useRenewedPush(true);
  const anew = () => queries.invalidateQueries({ queryKey: trpc.telling.own.queryKey() });
  return (
    <section aria-labelledby="telling" className="mt-12">
      <h2 id="telling" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="mt-1 text-muted">{t('how')}</p>
      {query.error && !query.data ? (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      ) : query.data === undefined ? (
        <Awaiting>{t('awaiting')}</Awaiting>
      ) : (
        <>
          <OwnDevice endpoints={query.data.endpoints} onChanged={anew} />
          <Settings role={role} own={query.data} onSaved={anew} />
        </>
      )}
    </section>
  );
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

function Settings({
  role,
  own,
  onSaved,
}: {
  readonly role: FirmRole;
  readonly own: OwnTellingAnswer;
  readonly onSaved: () => unknown;
}) {
  const t = useTranslations('telling.own');
  const languageWord = useTranslations('thread.language');
  const locale = useLocale();
  const trpc = useTRPC();
  // Whoever never chose is written to in the language of the screen before them.
  const [typed, setTyped] = useState<Preference>(
    own.isUsual ? { ...own.preference, locale } : own.preference,
  );
  const save = useMutation(trpc.telling.saveOwn.mutationOptions({ onSuccess: onSaved }));
  const change = (over: Partial<Preference>) => {
    save.reset();
    setTyped((before) => ({ ...before, ...over }));
  };
  const { quiet } = typed;
  const setHour = (side: 'from' | 'to', text: string) => {
    const minutes = minutesOf(text);
    if (minutes !== null && quiet !== null) change({ quiet: { ...quiet, [side]: minutes } });
  };
  const isSame = quiet !== null && quiet.from === quiet.to;
  const able = { push: true, email: own.hasEmail && own.hasProvider, sms: own.hasPhone && own.hasProvider };
  return (
    <form
      noValidate
      className="mt-6 space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame) save.mutate(typed);
      }}
    >
      <SelectField
        label={t('language')}
        value={typed.locale}
        onChange={({ target }) => change({ locale: localeSchema.parse(target.value) })}
      >
        {LOCALES.map((each) => (
          <option key={each} value={each}>
            {languageWord(each)}
          </option>
        ))}
      </SelectField>
      <fieldset>
        <legend className="font-semibold">{t('quiet')}</legend>
        <p className="text-muted">{t('quietHow')}</p>
        <label className="flex min-h-12 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            className="size-6 accent-link"
            checked={quiet !== null}
            onChange={({ target }) => change({ quiet: target.checked ? USUAL_QUIET : null })}
          />
          {t('quietOn')}
        </label>
        {quiet === null ? null : (
          <div className="grid grid-cols-2 gap-4">
            {(['from', 'to'] as const).map((side) => (
              <TextField
                key={side}
                label={t(side)}
                type="time"
                value={clockText(quiet[side])}
                fault={side === 'to' && isSame ? t('sameHour') : null}
                onChange={({ target }) => setHour(side, target.value)}
              />
            ))}
          </div>
        )}
      </fieldset>
      <div>
        <ChoicesTable
          role={role}
          preference={typed}
          able={able}
          onChange={(choices) => change({ choices })}
        />
        {own.hasPhone ? null : <p className="mt-2 text-sm text-muted">{t('noPhone')}</p>}
        {own.hasEmail ? null : <p className="mt-2 text-sm text-muted">{t('noEmail')}</p>}
      </div>
      <ErrorNotice error={save.error} />
      <p className="flex flex-wrap items-center gap-4">
        <Button type="submit" tone="outline" busy={save.isPending}>
          {t('save')}
        </Button>
        <span role="status">{save.isSuccess ? t('saved') : ''}</span>
      </p>
    </form>
  );
}
