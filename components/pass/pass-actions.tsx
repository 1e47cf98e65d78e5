'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Toast } from '../ui/undo-bar';

/** The pass as a link: the text stays behind `#` and never reaches a server. */
export const passHref = (token: string, origin: string): string => `${origin}/p#${encodeURIComponent(token)}`;

/** Sends the link by whatever the phone has; else copies it. */
export function ShareButton({
  token,
  tone = 'outline',
  wide = false,
}: {
  readonly token: string;
  readonly tone?: 'main' | 'outline';
  readonly wide?: boolean;
}) {
  const t = useTranslations('pass');
  const [copied, setCopied] = useState(false);
  const share = async () => {
    const url = passHref(token, location.origin);
    try {
      if (navigator.share) await navigator.share({ url, title: t('title') });
      else {
        await navigator.clipboard.writeText(url);
        setCopied(true);
      }
    } catch {
      // Closed by the person: nothing to say.
    }
  };
  return (
    <>
      <Button tone={tone} wide={wide} onClick={share}>
        {t('share')}
      </Button>
      {copied ? <Toast onGone={() => setCopied(false)}>{t('copied')}</Toast> : null}
    </>
  );
}
