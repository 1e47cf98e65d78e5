'use client';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { BothTimes } from '@/components/app/both-times';
import { useTimeText } from '@/components/app/time-text';
import { Button, ButtonLink } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { Facts } from '@/components/ui/hairlines';
import { Notice } from '@/components/ui/notice';
import { DIRECTIONS, STAGES } from '@/domain/shared/vocabulary';
import type { OpenSession } from '@/offline/react/gate-session';
import { ClockAlarm, LineNotice } from './line-notice';
import { TriggerSetting } from './trigger-setting';

/** What is known of the line to the centre and of this tablet's own storage; nothing is hidden behind "syncing…". */
export function SyncPanel({ session }: { readonly session: OpenSession }) {
  const t = useTranslations('gate.sync');
  const work = useTranslations('gateWork');
  const { duration } = useTimeText();
  const format = useFormatter();
  const { sync, storage } = session;
  const age = (ms: number | null) => (ms === null ? t('never') : duration(ms));
  const megabytes = (bytes: number | null) =>
    bytes === null ? t('notSaid') : `${format.number(bytes / 1e6, { maximumFractionDigits: 1 })} MB`;
  return (
    <div className="flex flex-col gap-5">
      <LineNotice connection={sync.connection} />
      {sync.connection.kind === 'needs-sign-in' ? (
        <Notice>
          <p className="font-semibold">{t('signInWhy')}</p>
          <ButtonLink href="/sign-in?next=/gate" tone="outline" className="mt-2">
            {t('signIn')}
          </ButtonLink>
        </Notice>
      ) : null}
      <ClockAlarm sync={sync} />
      {storage.persisted === false ? <Notice>{t('notPersisted')}</Notice> : null}
      <LaneChoice session={session} />
      <TriggerSetting />
      <BurstChoice session={session} />
      <Facts
        facts={[
          { key: 'unsynced', term: t('factUnsynced'), value: format.number(sync.unsyncedCount) },
          {
            key: 'oldest',
            term: t('factOldest'),
            value: sync.oldestUnsyncedAt === null ? t('allSent') : <BothTimes at={sync.oldestUnsyncedAt} />,
          },
          ...(session.photosWaiting > 0
            ? [
                {
                  key: 'photos',
                  term: work('photos'),
                  value: work('camera.waiting', { count: session.photosWaiting }),
                },
              ]
            : []),
          { key: 'quarantined', term: t('factQuarantined'), value: format.number(sync.quarantinedCount) },
          {
            key: 'last',
            term: t('factLast'),
            value: sync.lastExchangeAt === null ? t('never') : <BothTimes at={sync.lastExchangeAt} />,
          },
          { key: 'revocation', term: t('factRevocation'), value: age(sync.lists.revocationMs) },
          { key: 'keys', term: t('factKeys'), value: age(sync.lists.keysMs) },
          {
            key: 'storage',
            term: t('factStorage'),
            value: `${megabytes(storage.usage)} / ${megabytes(storage.quota)}`,
          },
          { key: 'device', term: t('factDevice'), value: session.enrolment.deviceName },
        ]}
      />
      <Button size="tablet" wide busy={sync.exchanging} onClick={() => void session.exchangeNow()}>
        {sync.exchanging ? t('exchanging') : t('exchangeNow')}
      </Button>
    </div>
  );
}

/** Opted into for this lane, and off again when the tablet moves to another post. */
function BurstChoice({ session }: { readonly session: OpenSession }) {
  const t = useTranslations('gateWork.burst');
  // Answers the finger at once; the session follows when the lane is kept.
  const [on, setOn] = useState(session.burst);
  return (
    <label className="flex min-h-16 cursor-pointer items-center gap-4">
      <input
        type="checkbox"
        className="size-8 shrink-0 accent-link"
        checked={on}
        onChange={(event) => {
          setOn(event.currentTarget.checked);
          session.setBurst(event.currentTarget.checked);
        }}
      />
      <span>
        <span className="block font-semibold">{t('label')}</span>
        <span className="block text-muted">{t('hint')}</span>
      </span>
    </label>
  );
}

/** Where this tablet stands: scans are judged for this place and direction until it is moved. */
function LaneChoice({ session }: { readonly session: OpenSession }) {
  const t = useTranslations('gate.lane');
  const stageName = useTranslations('stage');
  const directionName = useTranslations('direction');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={t('post')}
        value={session.post ?? ''}
        onChange={(event) =>
          session.setPost(STAGES.find((each) => each === event.currentTarget.value) ?? null)
        }
      >
        <option value="">{t('anywhere')}</option>
        {STAGES.filter((stage) => stage !== 'declared').map((stage) => (
          <option key={stage} value={stage}>
            {stageName(stage)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('direction')}
        value={session.direction}
        onChange={(event) =>
          session.setDirection(DIRECTIONS.find((each) => each === event.currentTarget.value) ?? 'both')
        }
      >
        <option value="both">{t('both')}</option>
        {DIRECTIONS.map((direction) => (
          <option key={direction} value={direction}>
            {directionName(direction)}
          </option>
        ))}
      </SelectField>
      {session.yards.length === 0 ||
      (session.enrolment.agency !== 'yard' &&
        session.yard === null &&
        session.post !== 'staging' &&
        session.post !== 'yard') ? null : (
        <SelectField
          label={t('yard')}
          hint={t('yardHint')}
          value={session.yard ?? ''}
          onChange={(event) =>
            session.setYard(event.currentTarget.value === '' ? null : event.currentTarget.value)
          }
        >
          <option value="">{t('noYard')}</option>
          {session.yards.map((yard) => (
            <option key={yard} value={yard}>
              {yard}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
