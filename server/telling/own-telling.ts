import { eq } from 'drizzle-orm';
import { person } from '@/db/schema/account';
import { personPush, personTelling } from '@/db/schema/telling';
import { type Preference, USUAL_PREFERENCE } from '@/domain/telling/preference';
import type { FirmContext } from '../declaration/firm-context';
import { mobileOf } from './reach';

type Own = Pick<FirmContext, 'accounts' | 'actor' | 'clock' | 'tell'>;

export type OwnTelling = {
  readonly preference: Preference;
  /** Nothing was chosen yet. */
  readonly isUsual: boolean;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
  /** Text messages and mails can be sent from here. */
  readonly hasProvider: boolean;
  /** Addresses of one's own browsers: this one knows itself by it. */
  readonly endpoints: readonly string[];
};

/** How somebody of a firm is told (TE-2, TE-3). */
export async function readOwnTelling({ accounts, actor, tell }: Own): Promise<OwnTelling> {
  const [row] = await accounts
    .select({ email: person.email, phone: person.phone, preference: personTelling.preference })
    .from(person)
    .leftJoin(personTelling, eq(personTelling.personId, person.id))
    .where(eq(person.id, actor.id));
  const browsers = await accounts
    .select({ endpoint: personPush.endpoint })
    .from(personPush)
    .where(eq(personPush.personId, actor.id));
  const usual = {
    ...USUAL_PREFERENCE,
    locale: mobileOf(row?.phone ?? null)?.locale ?? USUAL_PREFERENCE.locale,
  };
  return {
    preference: row?.preference ?? usual,
    isUsual: (row?.preference ?? null) === null,
    hasEmail: (row?.email ?? null) !== null,
    hasPhone: (row?.phone ?? null) !== null,
    hasProvider: tell !== null,
    endpoints: browsers.map(({ endpoint }) => endpoint),
  };
}

export async function saveOwnTelling({ accounts, actor, clock }: Own, preference: Preference): Promise<null> {
  const set = { preference, changedAt: clock.now() };
  await accounts
    .insert(personTelling)
    .values({ personId: actor.id, ...set })
    .onConflictDoUpdate({ target: personTelling.personId, set });
  return null;
}
