'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { passPathOf } from './pass-link';

/**
 * Opening a pass needs no account: by its link, or by scanning its QR with the phone's own camera. Not by plate: that
 * would let anybody open anybody's pass.
 */
export function TrackDoor() {
  const t = useTranslations('home');
  const [pasted, setPasted] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className="flex h-full flex-col py-6 sm:py-8"
      onSubmit={(event) => {
        event.preventDefault();
        const path = passPathOf(pasted);
        if (path === null) setWrong(true);
        else location.assign(path);
      }}
    >
      <h2 className="text-2xl leading-tight font-bold sm:text-3xl">{t('trackTitle')}</h2>
      <p className="mt-2 mb-4 max-w-[26rem] text-lg text-muted">{t('trackText')}</p>
      <TextField
        label={t('pasteLabel')}
        fault={wrong ? t('pasteFault') : null}
        value={pasted}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setPasted(event.target.value);
          setWrong(false);
        }}
      />
      <Button type="submit" tone="outline" className="mt-4 self-start">
        {t('open')}
      </Button>
    </form>
  );
}
