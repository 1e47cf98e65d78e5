import webPush from 'web-push';
import * as z from 'zod';
import { openKeyFolder } from './key-files';

/** Both halves base64url, as RFC 8292 and the library want them. */
const vapidKeySchema = z.object({
  publicKey: z.string().regex(/^[\w-]{87}$/),
  privateKey: z.string().regex(/^[\w-]{43}$/),
});
export type VapidKey = z.infer<typeof vapidKeySchema>;

const NAME = 'vapid.json';

/** By which push services know this installation; made once, kept beside the other keys. A new one ends every subscription. */
export async function openVapidKey(dataDir: string): Promise<VapidKey> {
  const folder = await openKeyFolder(dataDir);
  return vapidKeySchema.parse(
    (await folder.read(NAME)) ?? (await folder.create(NAME, webPush.generateVAPIDKeys())),
  );
}
