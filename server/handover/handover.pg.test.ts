import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate, sqlState } from '@/db/client';
import { handoverNote } from '@/db/schema/handover';
import { type ApiHouse, apiHouse, TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

test('a note is read by the next shift with author and time, its lines kept; the last ten, newest first', async () => {
  const supervisor = house.call(house.people.supervisor);
  const began = house.clock.at;
  for (let n = 1; n <= 12; n += 1) {
    house.clock.at = began + n * 60_000;
    await supervisor.handover.write({ gateId: HN, words: `  – note ${n}\r\n\n\n\n– làn 2 hỏng cân \n` });
  }
  const notes = await house.call(house.people.gateManager).handover.list({ gateId: HN });
  expect(notes).toHaveLength(10);
  expect(notes[0]).toMatchObject({
    words: '– note 12\n\n– làn 2 hỏng cân',
    by: 'A supervisor',
    at: began + 12 * 60_000,
  });
  expect(notes.at(-1)?.words).toMatch(/note 3\b/);
});

test('another gate reads none of it, and an empty or endless note is refused', async () => {
  expect(await house.call(house.people.otherSupervisor).handover.list({ gateId: TT })).toEqual([]);
  const supervisor = house.call(house.people.supervisor);
  for (const words of ['', ' \n \n ', 'x'.repeat(2001)])
    await expect(supervisor.handover.write({ gateId: HN, words })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
});

test('what was handed over is not changed afterwards: the role of the application may not', async () => {
  for (const statement of [
    sql`update ${handoverNote} set words = 'other'`,
    sql`delete from ${handoverNote}`,
  ]) {
    const attempt = inGate(house.database.app, { gateId: HN, actor: null }, (tx) => tx.execute(statement));
    await expect(attempt.catch((error: unknown) => sqlState(error))).resolves.toBe('42501');
  }
});
