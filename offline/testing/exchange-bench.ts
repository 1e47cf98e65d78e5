import type { PushRequest } from '@/domain/sync/protocol';
import { memoryStore } from '../store/memory-store';
import { createExchange, type ExchangePorts } from '../sync/exchange';
import type { Transport } from '../sync/transport';
import { createCentre } from './centre';
import { plainVault } from './plain-vault';
import { deviceNo, enrolSample, gateHN } from './samples';

const clock = { wall: () => 1000, mono: () => 0, boot: 'b' };

/** One tablet's exchange with a centre that gives two rows a page; `change` is what happens on the line between them. */
export async function bench(change: (line: Transport) => Partial<Transport> = () => ({})) {
  const store = memoryStore();
  await enrolSample(store, deviceNo(1));
  const centre = createCentre({ gateId: gateHN, now: () => 6000, pageSize: 2 });
  const pushes: PushRequest[] = [];
  const line: Transport = {
    push: async (request) => {
      pushes.push(request);
      return { kind: 'answer', value: centre.push(request) };
    },
    pull: async (request) => ({ kind: 'answer', value: centre.pull(request) }),
  };
  const ports: ExchangePorts = {
    store,
    transport: { ...line, ...change(line) },
    clock,
    vault: () => plainVault,
    trusted: async (lists) => lists,
  };
  return { store, centre, pushes, ports, exchange: createExchange(ports) };
}
