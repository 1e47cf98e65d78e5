import { expect, test } from 'vitest';
import { gateIdSchema } from '@/domain/shared/identity';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { memoryStore } from '../store/memory-store';
import { SAMPLE_NOW } from '../testing/sample-passes';
import { deviceNo, enrolSample } from '../testing/samples';
import { codeEnrolment } from './enrol-by-code';
import { type DoorPorts, enrolTablet } from './enrol-tablet';

const FORM = {
  name: 'Cổng 2',
  gateId: gateIdSchema.parse('HN'),
  checkpoint: 'gate',
  agency: 'border-guard' as const,
  passphrase: 'ca của Hoa 1',
};

async function door(memoryOnly: () => number) {
  const store = memoryStore();
  await enrolSample(store, deviceNo(1));
  let asked = 0;
  const ports: DoorPorts = {
    store,
    origin: 'https://gate.test',
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    wall: () => SAMPLE_NOW,
    iterations: 10,
    memoryOnly,
    fetch: async (_, init) => {
      asked += 1;
      const { device } = JSON.parse(String(init?.body));
      const officer = { id: 'id-hoa', name: 'Lý Thị Hoa' };
      const said = { roots: [], sealingKey: 'k', serverTime: SAMPLE_NOW };
      return Response.json({ protocol: PROTOCOL_VERSION, device, officer, ...said });
    },
  };
  return { ports, asked: () => asked, device: async () => (await store.read('enrolment'))?.device };
}

test('OF-18 set up anew, a tablet first writes down what rests in memory alone', async () => {
  const { ports, asked, device } = await door(() => 2);
  expect(await enrolTablet(FORM, ports)).toEqual({ kind: 'unsynced', count: 2 });
  expect(asked()).toBe(0);
  expect(await device()).toBe(deviceNo(1));
});

test('OF-18 neither is it while the centre was asked', async () => {
  let kept = 0;
  const { ports, asked, device } = await door(() => kept++);
  expect(await enrolTablet(FORM, ports)).toEqual({ kind: 'unsynced', count: 1 });
  expect(asked()).toBe(1);
  expect(await device()).toBe(deviceNo(1));
});

test('OF-18 with nothing waiting it becomes another device', async () => {
  const { ports, device } = await door(() => 0);
  expect((await enrolTablet(FORM, ports)).kind).toBe('enrolled');
  expect(await device()).not.toBe(deviceNo(1));
});

test('OF-18 a code waits for the same', async () => {
  const { ports } = await door(() => 3);
  expect(await codeEnrolment(ports)(`HN-${'0'.repeat(26)}`)).toEqual({ kind: 'unsynced', count: 3 });
});
