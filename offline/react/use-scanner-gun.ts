import { useEffect, useRef } from 'react';
import { type Burst, emptyBurst, pauseEnds, pressKey, type Suffix } from '../scan/keyboard-wedge';

/**
 * A scanner gun types its text as a keyboard: a fast burst, ended by Enter or Tab or by a pause. Slow typing by a
 * person goes where it was meant to go (OF-23).
 */
export function useScannerGun(options: {
  readonly active: boolean;
  readonly onText: (text: string) => void;
}): void {
  const onText = useRef(options.onText);
  onText.current = options.onText;
  /** As long as the page lives: a gun is set up once. */
  const suffix = useRef<Suffix>('unknown');
  const { active } = options;

  useEffect(() => {
    if (!active) return;
    let burst: Burst = emptyBurst;
    /** What a pause ended. The burst stands: a rest that is handed over late still belongs to it, by its keys' times. */
    let told: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const turn = pressKey(burst, event.key, event.timeStamp, suffix.current);
      burst = turn.burst;
      if (burst.text.length === 1) told = null;
      if (turn.swallow) event.preventDefault();
      clearTimeout(timer);
      if (turn.text !== null) {
        if (turn.text !== told) onText.current(turn.text);
        told = null;
        suffix.current = 'key';
      } else if (turn.endsAfterMs !== null) {
        timer = setTimeout(() => {
          told = pauseEnds(burst);
          if (told === null) return;
          if (suffix.current === 'unknown') suffix.current = 'none';
          onText.current(told);
        }, turn.endsAfterMs);
      }
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [active]);
}
