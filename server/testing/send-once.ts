/** One round of sending in a process of its own, for a test that kills it: `node --import tsx server/testing/send-once.ts <JSON>`. */
import * as z from 'zod';
import { openDatabase } from '@/db/client';
import { openSignInDatabase } from '../auth/sign-in-database';
import { httpMessages } from '../connectors/messages/http-messages';
import { webPushPort } from '../connectors/push/web-push';
import { sendMessages } from '../telling/send-messages';

const { url, now, sms, service, key, leaseMs } = z
  .object({
    url: z.string(),
    now: z.number(),
    sms: z.string(),
    service: z.string(),
    key: z.object({ publicKey: z.string(), privateKey: z.string() }),
    leaseMs: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));
const db = openDatabase(url);
const accounts = openSignInDatabase(url);
await sendMessages({
  db: db.db,
  accounts: accounts.db,
  messages: httpMessages({ url: sms, token: null, timeoutMs: 10_000 }),
  push: webPushPort({ key, contact: 'mailto:gate@gate.example', timeoutMs: 10_000, others: [service] }),
  origin: 'https://gate.example',
  now: () => now,
  leaseMs,
  chance: () => 0.5,
});
await Promise.all([db.close(), accounts.close()]);
