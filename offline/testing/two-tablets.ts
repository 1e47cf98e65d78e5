import { stepIdSchema } from '@/domain/shared/identity';
import { simulatedGate } from './simulated-gate';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const entry = stepIdSchema.parse('gate-entry');

export type TwoTablets = Awaited<ReturnType<typeof twoTablets>>;

/** Two tablets at a gate where three vehicles are known; only the first has heard from the centre yet. */
export async function twoTablets() {
  const gate = await simulatedGate({ tablets: 2, passes: 3, pageSize: 50, turnstile: null });
  const open = (at: number) => {
    const found = gate.tablets[at]?.open();
    if (found === undefined) throw new Error('no such tablet');
    return found.tablet;
  };
  const tablet = open(0);
  const second = open(1);
  await tablet.exchange();
  const judge = async (text: string) => {
    const { verdict, code } = (await tablet.scan(text, 'camera')).decision;
    return { verdict, code };
  };
  return { gate, tablet, second, open, judge };
}
