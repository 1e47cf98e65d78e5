import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { threadMessage } from '@/db/schema/thread';
import type { GateId } from '@/domain/shared/identity';
import type { ThreadSubject } from '@/domain/thread/thread';
import { eraseCrossingPersonal } from '../crossing/erase-crossing-personal';
import { type Person, TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { type Filed, type TellingHouse, tellingHouse } from '../testing/telling-house';

let house: TellingHouse;
let vehicle: Filed;
beforeAll(async () => {
  house = await tellingHouse();
  vehicle = await house.file();
});
afterAll(() => house.close());

const ask = (by: Person, subject: ThreadSubject, words: string | null, of: Filed = vehicle) =>
  house.call(by).thread.ask({
    gateId: HN,
    crossingId: of.crossingId,
    subject,
    phrase: words === null ? 'how-long' : null,
    words,
    locale: 'zh',
  });
const answer = (by: Person, subject: ThreadSubject, of: Filed = vehicle) =>
  house.call(by).thread.answer({
    gateId: HN,
    crossingId: of.crossingId,
    subject,
    phrase: 'bring-originals',
    words: 'Quầy số 2.',
    locale: 'vi',
  });
const desk = (by: Person, gateId: GateId = HN) => house.call(by).thread.desk({ gateId });
const officer = (agency: Person['agency']): Person => ({ ...house.people.officer, agency });

describe('a question about a declaration', () => {
  test('TE-11 reaches the agency it concerns and supervisors of that gate, nobody else', async () => {
    await ask(house.people.dispatcher, 'customs', '请问还要多久？');
    await ask(house.people.declarant, 'quarantine', null);
    const subjects = async (by: Person) => (await desk(by)).map(({ subject }) => subject).toSorted();
    expect(await subjects(officer('customs'))).toEqual(['customs']);
    expect(await subjects(officer('plant-quarantine'))).toEqual(['quarantine']);
    expect(await subjects(officer('border-guard'))).toEqual([]);
    expect(await subjects(house.people.supervisor)).toEqual(['customs', 'quarantine']);
    await expect(desk(house.people.otherSupervisor)).rejects.toThrow('AP-MAY');
    expect(await desk(house.people.otherSupervisor, TT)).toEqual([]);
    for (const stranger of [house.people.otherOwner, house.people.viewer])
      await expect(ask(stranger, 'customs', 'x')).rejects.toThrow('AP-MAY');
    await expect(
      house.call(house.people.otherOwner).thread.read({ gateId: HN, crossingId: vehicle.crossingId }),
    ).rejects.toThrow('AP-MAY');
  });

  test('TE-11 an officer answers what the own agency was asked; in the file others see nothing of it', async () => {
    await expect(answer(officer('border-guard'), 'customs')).rejects.toThrow('AP-NONE');
    await expect(answer(officer('customs'), 'quarantine')).rejects.toThrow('AP-NONE');
    house.clock.at += 60_000;
    await answer(officer('customs'), 'customs');
    const read = (by: Person) => house.call(by).thread.read({ gateId: HN, crossingId: vehicle.crossingId });
    expect((await read(officer('border-guard'))).lines).toEqual([]);
    expect((await read(officer('customs'))).lines.map(({ from }) => from)).toEqual(['firm', 'gate']);
    const [open, done] = await desk(house.people.supervisor);
    expect([open?.subject, open?.isOpen, done?.subject, done?.isOpen]).toEqual([
      'quarantine',
      true,
      'customs',
      false,
    ]);
  });

  test('TE-12 each message keeps its language; ready sentences are codes that every reader sees in the own one', async () => {
    const { lines } = await house
      .call(house.people.viewer)
      .thread.read({ gateId: HN, crossingId: vehicle.crossingId });
    expect(lines.filter(({ subject }) => subject === 'customs')).toMatchObject([
      { from: 'firm', words: '请问还要多久？', locale: 'zh', phrase: null },
      { from: 'gate', agency: 'customs', words: 'Quầy số 2.', locale: 'vi', phrase: 'bring-originals' },
    ]);
  });

  test('TE-11 the answer is told to the firm, once', async () => {
    expect(await house.gather()).toBe(1);
    expect(await house.gather()).toBe(0);
    const inbox = await house.call(house.people.dispatcher).telling.inbox();
    expect(inbox).toMatchObject([{ kind: 'answer', values: { subject: 'customs' } }]);
  });

  test('TE-12 own words rest sealed', async () => {
    const rows = await house.database.owner.execute('select t::text as row from thread_message t');
    expect(rows.length).toBeGreaterThan(2);
    for (const word of ['请问', 'Quầy']) expect(JSON.stringify(rows)).not.toContain(word);
  });

  test('TE-11 five without an answer are enough on one subject; another subject and an answer open it again', async () => {
    const other = await house.file();
    for (let count = 0; count < 5; count += 1) await ask(house.people.declarant, 'customs', null, other);
    await expect(ask(house.people.declarant, 'customs', null, other)).rejects.toThrow('AP-MANY');
    await ask(house.people.declarant, 'border-guard', null, other);
    house.clock.at += 1000;
    await answer(officer('customs'), 'customs', other);
    house.clock.at += 1000;
    await ask(house.people.declarant, 'customs', null, other);
  });

  test('TE-11 a flood of one person is stopped, whatever it is about; nothing said is refused', async () => {
    const other = await house.file();
    const say = (phrase: 'how-long' | null) =>
      house.call(house.people.owner).thread.ask({
        gateId: HN,
        crossingId: other.crossingId,
        subject: 'management',
        phrase,
        words: null,
        locale: 'vi',
      });
    await expect(say(null)).rejects.toThrow('AP-INPUT');
    let refused = 0;
    for (let count = 0; count < 61; count += 1) await say('how-long').catch(() => (refused += 1));
    expect(refused).toBe(56);
    await expect(say('how-long')).rejects.toThrow('AP-MANY');
  });

  test('TE-11 what others are asked without end takes no room at a desk, and the newest turns are those that are read', async () => {
    const other = await house.file();
    await ask(house.people.dispatcher, 'border-guard', null, other);
    const row = (place: number) => ({
      gateId: HN,
      messageId: uuidv7({ msecs: house.clock.at + place }),
      crossingId: other.crossingId,
      subject: 'customs' as const,
      from: 'gate' as const,
      by: 'officer',
      agency: null,
      at: house.clock.at + place,
      phrase: 'in-hand' as const,
      sealed: null,
      locale: 'vi' as const,
    });
    const many = Array.from({ length: 501 }, (_, place) => row(place + 1));
    await house.gate((tx) => tx.insert(threadMessage).values(many));
    const waiting = await desk(officer('border-guard'));
    expect(waiting.map(({ crossingId }) => crossingId)).toContain(other.crossingId);
    const { lines } = await house
      .call(house.people.viewer)
      .thread.read({ gateId: HN, crossingId: other.crossingId });
    expect(lines.at(-1)?.id).toBe(many.at(-1)?.messageId);
  });
});

describe('what waits and what is erased', () => {
  test('TE-11 a question that nobody has answered stays at the desk however old it is, an answered one leaves it', async () => {
    const [waiting, done] = [await house.file(), await house.file()];
    await ask(house.people.dispatcher, 'border-guard', null, waiting);
    await ask(house.people.dispatcher, 'border-guard', null, done);
    house.clock.at += 60_000;
    await answer(officer('border-guard'), 'border-guard', done);
    house.clock.at += 9 * 86_400_000;
    const own = async (of: Filed) =>
      (await desk(officer('border-guard'))).filter(({ crossingId }) => crossingId === of.crossingId);
    expect(await own(waiting)).toMatchObject([{ isOpen: true, subject: 'border-guard' }]);
    expect(await own(done)).toEqual([]);
    await answer(officer('border-guard'), 'border-guard', waiting);
    expect(await own(waiting)).toMatchObject([{ isOpen: false }]);
    house.clock.at += 4 * 86_400_000;
    expect(await own(waiting)).toEqual([]);
  });

  test('TE-12 with the people of a crossing the own words of its thread are erased; sentences that name nobody stay', async () => {
    const of = await house.file();
    await ask(house.people.dispatcher, 'customs', 'Lái xe Lý Văn Kín chờ', of);
    house.clock.at += 60_000;
    await answer(officer('customs'), 'customs', of);
    await house.gate((tx) => eraseCrossingPersonal(tx, HN, of.crossingId));
    const rows = await house.gate((tx) =>
      tx.select().from(threadMessage).where(eq(threadMessage.crossingId, of.crossingId)),
    );
    expect(rows.map(({ sealed }) => sealed)).toEqual([null, null]);
    const { lines } = await house
      .call(house.people.dispatcher)
      .thread.read({ gateId: HN, crossingId: of.crossingId });
    expect(lines).toMatchObject([
      { words: null, isSealed: true },
      { words: null, phrase: 'bring-originals' },
    ]);
  });
});
