'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { canBeTrigger, keepTriggerKey, keyName, readTriggerKey } from '@/offline/scan/trigger-key';

/** Each maker's trigger sends another key: press it once and this tablet knows it (OF-82). */
export function TriggerSetting() {
  const t = useTranslations('gate.trigger');
  const [known, setKnown] = useState<string | null>(null);
  const [learning, setLearning] = useState(false);
  useEffect(() => setKnown(readTriggerKey()), []);

  useEffect(() => {
    if (!learning) return;
    const onKey = (event: KeyboardEvent) => {
      if (!canBeTrigger(event)) return;
      event.preventDefault();
      const name = keyName(event);
      keepTriggerKey(name);
      setKnown(name);
      setLearning(false);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [learning]);

  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p role="status">{learning ? t('press') : known === null ? t('usual') : t('known', { key: known })}</p>
      <Button tone="outline" onClick={() => setLearning((now) => !now)}>
        {learning ? t('cancel') : t('set')}
      </Button>
    </div>
  );
}
