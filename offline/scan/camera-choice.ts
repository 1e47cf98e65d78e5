/** Which camera this tablet reads with, kept by the browser; nothing of it is personal. */
const KEPT_AS = 'gate-camera';

export function readCameraChoice(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

function keepCameraChoice(id: string): void {
  try {
    localStorage.setItem(KEPT_AS, id);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

export async function listCameras(): Promise<readonly string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId }) => deviceId);
}

/** The next one after `current`, remembered; null when there is no other. */
export async function chooseNextCamera(current: string | null): Promise<string | null> {
  const cameras = await listCameras();
  const next = cameras[(cameras.indexOf(current ?? '') + 1) % cameras.length];
  if (next === undefined || next === current) return null;
  keepCameraChoice(next);
  return next;
}
