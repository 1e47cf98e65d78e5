'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { enrolmentLink, readEnrolmentCode } from '@/domain/device/enrolment-code';
import type { GateId } from '@/domain/shared/identity';
import { AGENCIES, agencySchema } from '@/domain/shared/vocabulary';
import type { ControlDevice } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { QrCode } from '../pass/qr-code';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { Notice } from '../ui/notice';

type Order = {
  readonly name: string;
  readonly checkpoint: string;
  readonly agency: (typeof AGENCIES)[number];
};

/** A supervisor says what a tablet will be and shows it the code that lets it in (DV-5). */
export function EnrolmentMaker({
  gateId,
  devices,
  now,
  onClose,
}: {
  readonly gateId: GateId;
  readonly devices: readonly ControlDevice[];
  readonly now: number;
  readonly onClose: () => void;
}) {
  const t = useTranslations('devices.make');
  const trpc = useTRPC();
  const [order, setOrder] = useState<Order | null>(null);
  const make = useMutation(trpc.control.makeEnrolment.mutationOptions());
  const made = make.data;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const agency = agencySchema.safeParse(text('agency'));
    if (make.isPending || !agency.success) return;
    const next = { name: text('name'), checkpoint: text('checkpoint'), agency: agency.data };
    setOrder(next);
    make.mutate({ gateId, ...next });
  }

  if (made !== undefined && order !== null) {
    const came = devices.find(({ name, enrolledAt }) => name === order.name && enrolledAt >= made.madeAt);
    return (
      <section aria-label={t('title')} className="mb-8 border-y-2 border-ink py-6">
        {came !== undefined ? (
          <p role="status" className="text-2xl font-bold">
            {t('done', { name: order.name })}
          </p>
        ) : now >= made.expiresAt ? (
          <p role="status" className="text-2xl font-bold">
            {t('over')}
          </p>
        ) : (
          <ShownCode code={made.code} name={order.name} leftMs={made.expiresAt - now} />
        )}
        <div className="mt-6 flex flex-wrap gap-3">
          <Button
            tone="outline"
            onClick={() => {
              make.reset();
              setOrder(null);
            }}
          >
            {t('again')}
          </Button>
          <Button tone="text" onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section aria-labelledby="make-title" className="mb-8 border-y-2 border-ink py-6">
      <h3 id="make-title" className="text-xl font-bold">
        {t('title')}
      </h3>
      <p className="mt-1 text-muted">{t('lead')}</p>
      {make.error ? (
        <div className="mt-4">
          <ErrorNotice error={make.error} />
        </div>
      ) : null}
      <form onSubmit={submit} className="mt-5 max-w-3xl space-y-5">
        <div className="grid gap-5 sm:grid-cols-3">
          <TextField
            name="name"
            label={t('name')}
            placeholder={t('nameExample')}
            required
            maxLength={60}
            autoComplete="off"
            autoFocus
          />
          <TextField
            name="checkpoint"
            label={t('checkpoint')}
            placeholder={t('checkpointExample')}
            required
            maxLength={60}
            autoComplete="off"
          />
          <Agencies label={t('agency')} />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" busy={make.isPending}>
            {make.isPending ? t('busy') : t('submit')}
          </Button>
          <Button tone="text" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Agencies({ label }: { readonly label: string }) {
  const agencyName = useTranslations('agency');
  return (
    <SelectField name="agency" label={label} defaultValue="border-guard">
      {AGENCIES.map((agency) => (
        <option key={agency} value={agency}>
          {agencyName(agency)}
        </option>
      ))}
    </SelectField>
  );
}

function ShownCode({
  code,
  name,
  leftMs,
}: {
  readonly code: string;
  readonly name: string;
  readonly leftMs: number;
}) {
  const t = useTranslations('devices.make');
  const { duration } = useTimeText();
  const read = readEnrolmentCode(code);
  const { origin, hostname } = location;
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1';
  return (
    <div className="grid items-start gap-8 md:grid-cols-[minmax(0,24rem)_1fr]">
      {read === null ? null : (
        <QrCode text={enrolmentLink(origin, read)} label={t('qr', { name })} from="M" />
      )}
      <div>
        <h3 className="text-2xl font-bold">{t('qr', { name })}</h3>
        <ol className="mt-4 list-decimal space-y-3 pl-6 text-lg">
          <li>
            {t('step1', { address: '' })}
            <span className="font-semibold break-all">{`${origin}/gate`}</span>
          </li>
          <li>{t('step2')}</li>
          <li>
            {t('step3')}
            <code data-enrolment-code className="figures block text-xl font-semibold break-all">
              {code}
            </code>
          </li>
        </ol>
        <p role="timer" className="mt-5 text-muted">
          {t('left', { length: duration(leftMs) })}
        </p>
        {isLocal ? (
          <div className="mt-4">
            <Notice>{t('local')}</Notice>
          </div>
        ) : null}
      </div>
    </div>
  );
}
