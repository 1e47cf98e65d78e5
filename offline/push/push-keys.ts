export type BrowserKeys = { readonly endpoint: string; readonly p256dh: string; readonly auth: string };

/** As the centre takes it; null where the browser gives no keys. */
export function keysOf(subscription: PushSubscription): BrowserKeys | null {
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh, auth } = keys ?? {};
  return endpoint && p256dh && auth ? { endpoint, p256dh, auth } : null;
}
