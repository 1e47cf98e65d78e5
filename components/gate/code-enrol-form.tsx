'use client';
import { useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, ButtonLink } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { readEnrolmentCode, writeEnrolmentCode } from '@/domain/device/enrolment-code';
import type { CodeEnrolOutcome } from '@/offline/react/gate-session';
import { WipedNotice } from './line-notice';
import { ScannerView } from './scanner-view';

type Trouble = Exclude<CodeEnrolOutcome, { kind: 'enrolled' }>;

/** A supervisor's one-time code makes this device a tablet; nobody need be signed in (DV-5). Its frame is the page's own. */
export function CodeEnrolForm({
  enrolByCode,
  wiped,
  onOwnAccount,
}: {
  readonly enrolByCode: (text: string) => Promise<CodeEnrolOutcome>;
  readonly wiped: boolean;
  /** Null while nobody is signed in: then it is a way to the sign-in. */
  readonly onOwnAccount: (() => void) | null;
}) {
  const t = useTranslations('shift.code');
  const [code, setCode] = useState('');
  const [camera, setCamera] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);

  const send = useCallback(
    async (text: string) => {
      const read = readEnrolmentCode(text);
      setCode(read === null ? text : writeEnrolmentCode(read));
      setCamera(false);
      setBusy(true);
      setTrouble(null);
      try {
        const outcome = await enrolByCode(text);
        if (outcome.kind !== 'enrolled') setTrouble(outcome);
      } finally {
        setBusy(false);
      }
    },
    [enrolByCode],
  );

  // Opened by the code's own link: it is used at once, and does not stay in the address.
  useEffect(() => {
    if (!location.hash.startsWith('#enrol=')) return;
    const { hash } = location;
    history.replaceState(null, '', location.pathname);
    void send(hash);
  }, [send]);

  return (
    <>
      {wiped ? <WipedNotice /> : null}
      {trouble === null ? null : (
        <Notice tone="fault" role="alert">
          <p className="font-semibold">
            {trouble.kind === 'unsynced'
              ? t('trouble.unsynced', { count: trouble.count })
              : t(`trouble.${trouble.kind}`)}
          </p>
        </Notice>
      )}
      {camera ? <ScannerView active small={false} onText={(text) => void send(text)} /> : null}
      <Button tone="outline" size="tablet" wide onClick={() => setCamera((is) => !is)}>
        {camera ? t('stopScan') : t('scan')}
      </Button>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void send(code);
        }}
      >
        <TextField
          label={t('label')}
          hint={t('hint')}
          code
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          className="text-xl!"
        />
        <Button type="submit" size="tablet" wide busy={busy}>
          {busy ? t('busy') : t('submit')}
        </Button>
      </form>
      {onOwnAccount === null ? (
        <ButtonLink href="/sign-in?next=/gate" tone="text">
          {t('ownAccount')}
        </ButtonLink>
      ) : (
        <Button tone="text" onClick={onOwnAccount}>
          {t('ownAccount')}
        </Button>
      )}
    </>
  );
}
