import { type ForecastHour, learnWidth } from './forecast';

const HOUR_MS = 3_600_000;

/** What a forecast made at a full hour said of the hours after it. */
export type MadeForecast = readonly Pick<ForecastHour, 'hourStart' | 'queue' | 'low' | 'high'>[];
export type Band = { readonly width: number; readonly seen: number; readonly held: number };
export const UNLEARNT: Band = { width: 1, seen: 0, held: 0 };

/**
 * What the bands learn when a full hour has come (FL-33): `standing` waited at `now`, and each earlier forecast had said
 * something of the hour that ended then. By hours ahead, from 1.
 */
export function learnBands(
  bands: ReadonlyMap<number, Band>,
  made: readonly { readonly madeFor: number; readonly hours: MadeForecast }[],
  standing: number,
  now: number,
): ReadonlyMap<number, Band> {
  const learnt = new Map(bands);
  for (const { madeFor, hours } of made) {
    const ahead = (now - madeFor) / HOUR_MS;
    const said = hours.find(({ hourStart }) => hourStart + HOUR_MS === now);
    if (said === undefined || !Number.isInteger(ahead) || ahead < 1) continue;
    const { width, seen, held } = learnt.get(ahead) ?? UNLEARNT;
    const covered = said.low <= standing && standing <= said.high;
    learnt.set(ahead, {
      width: learnWidth(width, ahead, covered),
      seen: seen + 1,
      held: held + Number(covered),
    });
  }
  return learnt;
}
