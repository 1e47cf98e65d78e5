import type { Database } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import { accountsDatabase } from '../auth/current-auth';
import { systemClock } from '../clock';
import { smtpMail } from '../connectors/mail/smtp-mail';
import type { Environment } from '../env';
import { log } from '../log';
import { forgetDeliveries, sendMails } from '../report/send-mails';
import { PROVINCE } from '../report/subscriptions';
import { startBeat } from './beat';

/** Whether a mail is due is asked this often; at its hour is early enough. */
const LOOK_EVERY_MS = 10_000;
const FORGET_EVERY_MS = 6 * 3_600_000;

/** Reports by mail (RP-16). Without a mail server nothing is made either: nobody shall get a week's mails at once. */
export function startReportJobs(db: Database, environment: Environment): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'report job failed');
  const { MAIL_URL, MAIL_FROM, MAIL_TIMEOUT_SECONDS } = environment;
  if (MAIL_URL === undefined) return { stop: async () => undefined };
  const timeoutMs = MAIL_TIMEOUT_SECONDS * 1000;
  const mail = smtpMail({ url: MAIL_URL, from: MAIL_FROM, timeoutMs });
  const send = startBeat({
    everyMs: LOOK_EVERY_MS,
    onError,
    work: () =>
      sendMails({
        db,
        accounts: accountsDatabase(),
        mail,
        now: systemClock.now,
        // Making the report and every step of the conversation may take their whole time.
        leaseMs: 120_000 + timeoutMs * 4,
        chance: Math.random,
      }),
  });
  const forget = startBeat({
    everyMs: FORGET_EVERY_MS,
    onError,
    work: () => forgetDeliveries(db, [...allGates().map(({ code }) => code), PROVINCE], systemClock.now()),
  });
  return {
    stop: async () => {
      await Promise.all([send.stop(), forget.stop()]);
      mail.close();
    },
  };
}
