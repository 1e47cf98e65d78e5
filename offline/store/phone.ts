import Dexie, { type Table } from 'dexie';

/**
 * What a driver's or a declarant's own phone keeps: the last passes and half-filled forms. The person's own facts on
 * the person's own phone, so in clear, unlike a tablet's store.
 */
export type KeptPass = {
  readonly passId: string;
  readonly token: string;
  readonly openedAt: number;
  /** Last answer of the centre as it came, judged again when read. */
  readonly answer: { readonly at: number; readonly value: unknown } | null;
};
export type KeptDraft = { readonly key: string; readonly value: unknown; readonly at: number };

class PhoneDatabase extends Dexie {
  declare readonly passes: Table<KeptPass, string>;
  declare readonly drafts: Table<KeptDraft, string>;

  constructor() {
    super('gate-phone');
    this.version(1).stores({ passes: '&passId, openedAt', drafts: '&key' });
  }
}

const KEPT_PASSES = 10;
let opened: PhoneDatabase | null = null;
const phone = (): PhoneDatabase => {
  opened ??= new PhoneDatabase();
  return opened;
};

/** Keeps the newest ten; the answer of an earlier opening stays. */
export async function keepPass(passId: string, token: string, openedAt: number): Promise<KeptPass> {
  const db = phone();
  return db.transaction('rw', db.passes, async () => {
    const before = await db.passes.get(passId);
    const row = { passId, token, openedAt, answer: before?.answer ?? null };
    await db.passes.put(row);
    const old = await db.passes.orderBy('openedAt').reverse().offset(KEPT_PASSES).primaryKeys();
    await db.passes.bulkDelete(old);
    return row;
  });
}

export const lastPass = async (): Promise<KeptPass | null> =>
  (await phone().passes.orderBy('openedAt').last()) ?? null;

/** Whichever comes first, the pass or the answer about it: neither waits for the other. */
export async function keepAnswer(
  passId: string,
  token: string,
  answer: NonNullable<KeptPass['answer']>,
): Promise<void> {
  const db = phone();
  await db.transaction('rw', db.passes, async () => {
    const before = await db.passes.get(passId);
    await db.passes.put({ passId, token, openedAt: before?.openedAt ?? answer.at, answer });
  });
}

export const readDraft = async (key: string): Promise<KeptDraft | null> =>
  (await phone().drafts.get(key)) ?? null;

/** Resolves with `at` once it is on disk. */
export async function writeDraft(key: string, value: unknown, at: number): Promise<number> {
  await phone().drafts.put({ key, value, at });
  return at;
}

export const discardDraft = (key: string): Promise<void> => phone().drafts.delete(key);
