import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import { type CameraReader, openCameraReader } from '../scan/camera-reader';
import type { ScannerStatus } from '../scan/scanner-status';
import { useTriggerKey } from './use-trigger-key';

export type Scanner = {
  /** Give it to `<video playsInline muted>`; the camera opens when the element appears and `active` is true. */
  readonly videoRef: RefCallback<HTMLVideoElement>;
  readonly status: ScannerStatus;
  readonly toggleTorch: () => void;
  /** In the camera's own measure, as the status gives it. */
  readonly setZoom: (value: number) => void;
  /** Takes the next camera and remembers it. */
  readonly nextCamera: () => void;
  /** Ask for the camera again after trouble. */
  readonly retry: () => void;
};

/**
 * Reads codes from the camera while `active`. The same text is reported once per three seconds and once per showing,
 * so that a pass held in view gives one scan (OF-22).
 */
export function useScanner(options: {
  readonly active: boolean;
  readonly onText: (text: string) => void;
}): Scanner {
  const { active } = options;
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [status, setStatus] = useState<ScannerStatus>({ kind: 'idle' });
  const [attempt, setAttempt] = useState(0);
  const reader = useRef<CameraReader | null>(null);
  const onText = useRef(options.onText);
  onText.current = options.onText;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is there to open the camera again on retry
  useEffect(() => {
    if (!active || video === null) {
      setStatus({ kind: 'idle' });
      return;
    }
    const opened = openCameraReader({ video, onStatus: setStatus, onText: (text) => onText.current(text) });
    reader.current = opened;
    return () => {
      reader.current = null;
      opened.close();
    };
  }, [active, video, attempt]);

  const videoRef = useCallback((element: HTMLVideoElement | null) => setVideo(element), []);
  const toggleTorch = useCallback(() => reader.current?.toggleTorch(), []);
  const setZoom = useCallback((value: number) => reader.current?.setZoom(value), []);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const nextCamera = useCallback(() => {
    void reader.current?.nextCamera().then((other) => {
      if (other) retry();
    });
  }, [retry]);
  const inTrouble = status.kind === 'trouble';
  useTriggerKey({
    active,
    onTrigger: () => {
      if (inTrouble) retry();
      else reader.current?.wake();
    },
  });

  // Plugged in after all: nobody should have to ask again.
  useEffect(() => {
    if (!active || !inTrouble) return;
    navigator.mediaDevices?.addEventListener('devicechange', retry);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', retry);
  }, [active, inTrouble, retry]);
  return { videoRef, status, toggleTorch, setZoom, nextCamera, retry };
}
