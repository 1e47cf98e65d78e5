import * as z from 'zod';
import type { Locale } from '@/domain/shared/vocabulary';
import { askOfPass } from '../ask-of-pass';
import { heldSubscription, subscribeBrowser } from './browser-push';
import type { BrowserKeys } from './push-keys';

const FLAG = 'told-pass ';

/** Null: no answer, or a refusal. */
async function ask(procedure: string, body: object): Promise<unknown> {
  try {
    const response = await askOfPass(procedure, body);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

const keySchema = z.object({ result: z.object({ data: z.string() }) });
type Pass = { readonly passId: string; readonly token: string };

const subscribePass = async ({ passId, token }: Pass, subscription: BrowserKeys, locale: Locale) => {
  const isTold = (await ask('telling.subscribePass', { token, subscription, locale })) !== null;
  if (isTold) localStorage.setItem(FLAG + passId, '1');
  return isTold;
};

/** Whether this phone tells about any pass: then its address is a driver's too. */
export const tellsOfPasses = (): boolean => Object.keys(localStorage).some((key) => key.startsWith(FLAG));

/** This phone tells its driver about the pass (TE-9). */
export async function startTelling(pass: Pass, locale: Locale): Promise<'on' | 'denied' | 'failed'> {
  const key = keySchema.safeParse(await ask('telling.pushKey', {}));
  if (!key.success) return 'failed';
  const subscribed = await subscribeBrowser(key.data.result.data);
  if (subscribed.kind !== 'subscribed') return subscribed.kind;
  return (await subscribePass(pass, subscribed.keys, locale)) ? 'on' : 'failed';
}

/** The browser stays subscribed: it may be told about another pass, or about a firm's vehicles. */
export async function stopTelling({ passId, token }: Pass): Promise<boolean> {
  const held = await heldSubscription();
  const isDone =
    held === null || (await ask('telling.unsubscribePass', { token, endpoint: held.endpoint })) !== null;
  if (isDone) localStorage.removeItem(FLAG + passId);
  return isDone;
}

/** Whether this phone tells about this pass; where it does, the centre hears of the newest link, address and language. */
export async function isTelling(pass: Pass, locale: Locale): Promise<boolean> {
  if (localStorage.getItem(FLAG + pass.passId) === null) return false;
  const held = await heldSubscription();
  if (held === null) return false;
  void subscribePass(pass, held, locale);
  return true;
}
