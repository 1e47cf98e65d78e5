import { useEffect, useRef } from 'react';
import { isTrigger, readTriggerKey } from '../scan/trigger-key';

/** The trigger of a rugged tablet: wakes the camera, or makes it read once more what it has in view (OF-82). */
export function useTriggerKey(options: { readonly active: boolean; readonly onTrigger: () => void }): void {
  const onTrigger = useRef(options.onTrigger);
  onTrigger.current = options.onTrigger;
  const { active } = options;

  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (!isTrigger(event, readTriggerKey())) return;
      event.preventDefault();
      onTrigger.current();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [active]);
}
