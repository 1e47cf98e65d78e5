import * as fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase, sqlState } from '@/db/client';
import type { CrossingId } from '@/domain/shared/identity';
import { isAway } from '../api/errors';
import { HN } from '../testing/gate-house';
import { type SlotHouse, slotHouse } from '../testing/slot-house';
import { leaveSlot } from './leave-slot';
import { postponeSlot } from './postpone-slot';
import type { SlotAnswer } from './slot-wish';
import { takeSlot } from './take-slot';
import { tendSlots } from './tend-slots';

let house: SlotHouse;
/** As many servers, each of which gathers those who press at the same moment. */
let nodes: readonly OpenDatabase[];
beforeAll(async () => {
  house = await slotHouse();
  nodes = Array.from({ length: 6 }, () => openDatabase(house.database.appUrl, { max: 4 }));
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await house.close();
});
const nodeNo = (n: number) => {
  const node = nodes[n % nodes.length];
  if (node === undefined) throw new Error('no node');
  return node.db;
};

const firms = (count: number, each: number) =>
  Array.from({ length: count * each }, (_, n) => `firm-${n % count}`);
const booked = (answers: readonly (SlotAnswer | null)[]) =>
  answers.filter((answer) => answer?.kind === 'booked').length;
let pressed = 0;
const takeBy = async (crossingId: CrossingId, hour: number): Promise<SlotAnswer> => {
  pressed += 1;
  const hourStart = house.hourNo(hour);
  const result = await takeSlot(
    { ...house.context, db: nodeNo(pressed) },
    { gateId: HN, crossingId, hourStart, untilHour: hourStart, wait: false },
  );
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

describe('SL-12 no slot holds more than it may', () => {
  test('SL-12 of 300 vehicles that press at once for 40 places, 40 get one and each firm at most its share', async () => {
    await house.open(2, 40);
    const lorries = await house.lorries(firms(60, 5));
    const answers = await Promise.all(lorries.map((each) => takeBy(each, 2)));
    expect(booked(answers)).toBe(40);
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-12 one firm with a hundred lorries gets three tenths of the hour and no more', async () => {
    await house.open(3, 20);
    const lorries = await house.lorries(firms(1, 100));
    const answers = await Promise.all(lorries.map((each) => takeBy(each, 3)));
    expect(booked(answers)).toBe(6);
    expect(answers.some((answer) => answer.kind === 'refused' && answer.because === 'SL-FIRM')).toBe(true);
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-12 one vehicle that presses twenty times for two hours holds one place', async () => {
    await house.open(4, 20);
    await house.open(5, 20);
    const [lorry] = await house.lorries(['firm-once']);
    if (lorry === undefined) throw new Error('no lorry');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => takeBy(lorry, 4 + (n % 2))));
    // Those who ask for the hour that it has are told so, those for the other that it has one.
    expect(booked(answers)).toBe(10);
    expect(answers.filter((each) => each.kind === 'refused').map(({ because }) => because)).toEqual(
      Array.from({ length: 10 }, () => 'SL-HAS'),
    );
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-12 connections that are killed in the middle leave nothing half done', async () => {
    await house.open(6, 30);
    const lorries = await house.lorries(firms(50, 5));
    const killer = postgres(house.database.ownerUrl, { max: 1 });
    let killed = 0;
    let isOver = false;
    const killing = (async () => {
      while (!isOver) {
        const rows = await killer`select pg_terminate_backend(pid) as gone from pg_stat_activity
          where usename = 'gate_app' and datname = current_database() and state <> 'idle'
            and xact_start is not null and query like '%slot%' limit 2`;
        killed += rows.length;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    await Promise.all(
      lorries.map((each) =>
        takeBy(each, 6).catch((error: unknown) => {
          // Who was cut off asks again below.
          if (!isAway(error)) throw error;
        }),
      ),
    );
    isOver = true;
    await killing;
    await killer.end();
    expect(killed).toBeGreaterThan(0);
    expect(await house.contradictions()).toEqual([]);
    // What was not told, because the line broke after the commit, is found by asking again; nobody gets two.
    const again = await Promise.all(lorries.map((each) => takeBy(each, 6)));
    expect(booked(again)).toBe(30);
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-12 the row refuses more than is given out, whoever writes', async () => {
    await house.open(7, 1);
    const change = house.database.owner.execute(
      `update slot set booked = 2 where hour_start = ${house.hourNo(7)}`,
    );
    const error: unknown = await change.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(sqlState(error)).toBe('23514');
  });

  test('SL-12 whatever is pressed in whatever order while the jobs run, counters and places agree', async () => {
    const lorries = await house.lorries(firms(6, 4));
    const step = fc.record({
      lorry: fc.nat({ max: lorries.length - 1 }),
      deed: fc.constantFrom('take', 'wait', 'leave', 'postpone', 'tend'),
      hour: fc.integer({ min: 20, max: 25 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        for (let hour = 20; hour <= 35; hour += 1) await house.open(hour, 3, 30);
        await Promise.all(
          steps.map(({ lorry, deed, hour }, n): Promise<unknown> => {
            const context = { ...house.context, db: nodeNo(n) };
            const crossingId = lorries[lorry];
            if (crossingId === undefined) throw new Error('no lorry');
            const hourStart = house.hourNo(hour);
            const wish = { gateId: HN, crossingId, hourStart, untilHour: hourStart + 7_200_000 };
            if (deed === 'take') return takeSlot(context, { ...wish, wait: false });
            if (deed === 'wait') return takeSlot(context, { ...wish, wait: true });
            if (deed === 'leave') return leaveSlot(context, wish);
            if (deed === 'postpone') return postponeSlot(context, { ...wish, hours: 4, from: hourStart });
            house.clock.at += 7_000;
            return tendSlots(context.db, HN, house.clock.at);
          }),
        );
        expect(await house.contradictions()).toEqual([]);
      }),
      { numRuns: 8, interruptAfterTimeLimit: 20_000 },
    );
  });
});
