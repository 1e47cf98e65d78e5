'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { displayPlate } from '@/domain/identifiers/plate';
import type { GateId } from '@/domain/shared/identity';
import type { ContinuityState, Manifest } from '../app/answers';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';

export type Print =
  | { readonly kind: 'manifest' }
  | { readonly kind: 'sheets'; readonly firstSerial: number; readonly lastSerial: number };
type Steps = ContinuityState['steps'];

/** What only the printer sees: legible in black and white, without a network once it is here. */
export function PrintedSheets({
  gateId,
  print,
  steps,
  onDone,
}: {
  readonly gateId: GateId;
  readonly print: Print;
  readonly steps: Steps;
  readonly onDone: () => void;
}) {
  if (print.kind === 'manifest') return <PrintedManifest gateId={gateId} onDone={onDone} />;
  const serials = Array.from(
    { length: print.lastSerial - print.firstSerial + 1 },
    (_, at) => print.firstSerial + at,
  );
  return (
    <Printing onDone={onDone}>
      {serials.map((serial) => (
        <PaperPass key={serial} gateId={gateId} serial={serial} steps={steps} />
      ))}
    </Printing>
  );
}

/** Opens the printer's dialog when what it prints stands in the page. */
function Printing({ onDone, children }: { readonly onDone: () => void; readonly children: React.ReactNode }) {
  useEffect(() => {
    const done = () => onDone();
    addEventListener('afterprint', done, { once: true });
    window.print();
    return () => removeEventListener('afterprint', done);
  }, [onDone]);
  return (
    <div aria-hidden="true" className="paper-sheets hidden bg-white text-black print:block">
      {children}
    </div>
  );
}

function PrintedManifest({ gateId, onDone }: { readonly gateId: GateId; readonly onDone: () => void }) {
  const t = useTranslations('continuity');
  const trpc = useTRPC();
  const query = useQuery(trpc.continuity.manifest.queryOptions({ gateId }, { staleTime: 0, gcTime: 0 }));
  if (query.error) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || query.isFetching) return <Awaiting>{t('awaitingManifest')}</Awaiting>;
  return (
    <Printing onDone={onDone}>
      <ManifestTable gateId={gateId} manifest={query.data} />
    </Printing>
  );
}

function ManifestTable({ gateId, manifest }: { readonly gateId: GateId; readonly manifest: Manifest }) {
  const t = useTranslations('continuity');
  const direction = useTranslations('direction');
  const stage = useTranslations('stage');
  const agency = useTranslations('agency');
  const locale = useLocale();
  const { clock, day } = useTimeText();
  return (
    <table className="paper-manifest">
      <caption>
        {`${t('manifestTitle', { gate: gateById(gateId)?.[locale] ?? gateId, count: manifest.lines.length })} · ${clock(manifest.at)} ${day(manifest.at)}`}
        {manifest.isCut ? ` · ${t('manifestCut')}` : null}
      </caption>
      <thead>
        <tr>
          {(['no', 'plate', 'bound', 'goods', 'state', 'sheet', 'time', 'signature'] as const).map((name) => (
            <th key={name}>{t(`column.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {manifest.lines.map((line, at) => (
          <tr key={line.crossingId}>
            <td>{at + 1}</td>
            <td className="paper-plate">
              {displayPlate(line.plate).text}
              {line.trailer ? <small>{displayPlate(line.trailer).text}</small> : null}
            </td>
            <td>{[line.container, line.seal, line.customsDeclaration].filter(Boolean).join(' · ') || '–'}</td>
            <td>
              {`${direction(line.direction)} · ${line.goodsName}`}
              <small>{line.firmName}</small>
            </td>
            <td>
              {line.isHeld ? <strong>{`${t('held')} `}</strong> : null}
              {stage(line.stage)}
              {line.waitingFor.length > 0 ? (
                <small>{line.waitingFor.map((name) => agency(name)).join(', ')}</small>
              ) : null}
            </td>
            <td />
            <td />
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const ROWS = 7;

/** One numbered sheet: a vehicle's way through the gate, written by hand; two on a page. */
function PaperPass({
  gateId,
  serial,
  steps,
}: {
  readonly gateId: GateId;
  readonly serial: number;
  readonly steps: Steps;
}) {
  const t = useTranslations('continuity');
  const direction = useTranslations('direction');
  const locale = useLocale();
  return (
    <section className="paper-pass">
      <p className="paper-pass-head">
        <strong>{`${t('sheetTitle')} · ${gateById(gateId)?.[locale] ?? gateId}`}</strong>
        <span className="figures">{String(serial).padStart(6, '0')}</span>
      </p>
      <p className="paper-pass-boxes">
        {(['plate', 'trailer', 'container', 'seal'] as const).map((name) => (
          <span key={name}>{t(`write.${name}`)}</span>
        ))}
        <span>{`☐ ${direction('export')}   ☐ ${direction('import')}`}</span>
      </p>
      <table>
        <thead>
          <tr>
            {(['stepNo', 'agency', 'time', 'signature'] as const).map((name) => (
              <th key={name}>{t(`column.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: ROWS }, (_, row) => row).map((row) => (
            <tr key={row}>
              <td />
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="paper-pass-steps">
        {steps.map((step, at) => (
          <span key={step.id}>{`${at + 1} ${step.name[locale]}`}</span>
        ))}
      </p>
    </section>
  );
}
