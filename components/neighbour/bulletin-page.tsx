'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { type Bulletin, missingOf } from '@/domain/neighbour/bulletin';
import { qrTexts } from '@/domain/neighbour/bulletin-qr';
import { bothMoments, bulletinTables } from '@/domain/neighbour/bulletin-tables';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { contentOf, countryOf } from '@/domain/neighbour/statement';
import { fromBase64url } from '@/domain/shared/base64url';
import { gateIdSchema } from '@/domain/shared/identity';
import { Clocks } from '../app/clocks';
import { Failure } from '../app/failure';
import { PageFrame } from '../app/page-frame';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { goToHash, useHash } from '../app/use-hash';
import { useNow } from '../app/use-now';
import { useTitle } from '../app/use-title';
import { GateSelect } from '../control/gate-select';
import { QrCode } from '../pass/qr-code';
import { SheetTableView } from '../reports/sheet-table-view';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { saveBytes } from '../ui/save-file';

const FIRST_GATE = gateIdSchema.parse('HN');

/** Our bulletin for a neighbour who has only a browser: no account, both clocks, the signed file, a print (BU-7). */
export function BulletinPage() {
  const t = useTranslations('neighbour');
  useTitle(t('page.title'));
  const locale = useLocale();
  const trpc = useTRPC();
  const gateId = gateById(useHash())?.code ?? FIRST_GATE;
  const gate = gateById(gateId);
  const query = useQuery(trpc.neighbour.current.queryOptions({ gateId }, { refetchInterval: 60_000 }));
  return (
    <PageFrame nav={['board']}>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div>
          <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('page.title')}</h1>
          <p className="mt-1 text-xl font-semibold">
            {gate === null
              ? gateId
              : `${gate[locale]} – ${locale === 'zh' ? gate.counterpart.zh : gate.counterpart.vi}`}
          </p>
        </div>
        <div className="flex flex-wrap items-end gap-x-8 gap-y-4 print:hidden">
          <Clocks large />
          <GateSelect label={t('page.gate')} value={gateId} onChange={goToHash} />
        </div>
      </div>
      <p className="mt-3 text-muted print:hidden">{t('page.intro')}</p>
      {query.data ? (
        <Sheet bulletin={query.data.bulletin} lookedAt={query.data.lookedAt} />
      ) : query.error ? (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <Awaiting>{t('page.awaiting')}</Awaiting>
      )}
    </PageFrame>
  );
}

function Sheet({ bulletin, lookedAt }: { readonly bulletin: Bulletin; readonly lookedAt: number }) {
  const t = useTranslations('neighbour');
  const { number } = useFormatter();
  const { ago } = useTimeText();
  const now = useNow(10_000);
  const saidAt = Date.parse(bulletin.saidAt);
  const key = fromBase64url(bulletin.publicKey);
  const codes = qrTexts(bulletin);
  const missing = missingOf(bulletin);
  return (
    <>
      <div className="mt-5 text-lg">
        <h2 className="inline font-semibold">
          {t(`sheet.from.${countryOf(bulletin.source)}`, { number: number(bulletin.number) })}
        </h2>
        {` · ${t('sheet.saidAt', { at: bothMoments(saidAt) })} · ${t('sheet.validUntil', { at: bothMoments(Date.parse(bulletin.validUntil)) })}`}
        {now === null ? null : (
          <span className="block text-muted print:hidden">
            {t('page.age', { age: ago(saidAt, now) })}
            {lookedAt > saidAt ? ` · ${t('page.unchanged', { age: ago(lookedAt, now) })}` : null}
          </span>
        )}
      </div>
      <div className="mt-4 flex flex-wrap gap-3 print:hidden">
        <Button
          onClick={() =>
            saveBytes(
              `bulletin-${bulletin.gate.toLowerCase()}-${bulletin.number}.json`,
              'application/json',
              new Uint8Array(new TextEncoder().encode(`${JSON.stringify(bulletin, null, 2)}\n`)),
            )
          }
        >
          {t('page.download')}
        </Button>
        <Button tone="outline" onClick={() => window.print()}>
          {t('page.print')}
        </Button>
      </div>
      {bulletinTables(bulletin.events.map(contentOf), saidAt).map((table) => (
        <SheetTableView key={table.id} table={table} isWide />
      ))}
      <section aria-labelledby="codes-title" className="mt-10">
        <h2 id="codes-title" className="text-xl font-bold">
          {t('sheet.scan', { count: number(codes.length) })}
        </h2>
        {missing > 0 ? <p className="text-muted">{t('sheet.inFile', { count: number(missing) })}</p> : null}
        <ul className="mt-3 grid max-w-3xl gap-5 sm:grid-cols-2">
          {codes.map((code, at) => (
            <li key={code} className="break-inside-avoid">
              <QrCode
                text={code}
                from="M"
                label={t('page.code', { at: number(at + 1), of: number(codes.length) })}
              />
            </li>
          ))}
        </ul>
        <p className="mt-4 text-muted">
          {t('sheet.fingerprint', { text: key === null ? '' : fingerprintOf(key) })}
        </p>
      </section>
    </>
  );
}
