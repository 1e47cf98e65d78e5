import * as z from 'zod';
import type { Cell } from '@/domain/position/cell';
import { askOfPass } from '../ask-of-pass';
import type { Located, Told } from './sharing';

const LOCATE_MS = 30_000;
const MAY_BE_OLD_MS = 60_000;

const sharedSchema = z.object({
  result: z.object({
    data: z.union([
      z.object({ kind: z.literal('over') }),
      z.object({
        kind: z.literal('kept'),
        approach: z.object({
          at: z.number(),
          nearSince: z.number().nullable(),
          km: z.number().nullable(),
          expected: z.object({ at: z.number() }).nullable(),
        }),
      }),
    ]),
  }),
});

export async function tellPosition(token: string, cell: Cell): Promise<Told | null> {
  try {
    const response = await askOfPass('pass.sharePosition', { token, cell });
    const answer = response.ok ? sharedSchema.safeParse(await response.json()) : null;
    if (answer?.success !== true) return null;
    const { data } = answer.data.result;
    if (data.kind === 'over') return data;
    const { at, nearSince, km, expected } = data.approach;
    return { kind: 'kept', at, near: nearSince !== null, km, expectedAt: expected?.at ?? null };
  } catch {
    return null;
  }
}

export const deletePosition = (token: string): Promise<boolean> =>
  askOfPass('pass.stopSharing', { token }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Roughly is enough, and spares the battery. */
export const locate = (): Promise<Located> =>
  new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve({ kind: 'denied' });
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          kind: 'found',
          north: coords.latitude,
          east: coords.longitude,
          accuracyM: coords.accuracy,
        }),
      (error) => resolve({ kind: error.code === error.PERMISSION_DENIED ? 'denied' : 'not-found' }),
      { enableHighAccuracy: false, maximumAge: MAY_BE_OLD_MS, timeout: LOCATE_MS },
    );
  });
