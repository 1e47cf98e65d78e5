import { expect } from 'vitest';
import type { FirmApi } from '../firm-api/firm-api';
import { type ApiHouse, apiHouse } from './api-house';

export const FIRM_API_ORIGIN = 'https://gate.example';
export type FirmApiHouse = {
  readonly house: ApiHouse;
  readonly api: FirmApi;
  /** Of the firm of `house.people.declarant`, and of another one. */
  readonly key: string;
  readonly otherKey: string;
  /** Fails where a request ended in a fault of ours. */
  readonly close: () => Promise<void>;
};

/** The door of firms' own systems over a real database, with a key of each of two firms. */
export async function firmApiHouse(): Promise<FirmApiHouse> {
  const house = await apiHouse();
  const bugs: unknown[] = [];
  const api: FirmApi = {
    db: house.database.app,
    accounts: house.accounts,
    keys: async () => house.ring,
    now: () => house.clock.at,
    origin: FIRM_API_ORIGIN,
    onBug: (error) => bugs.push(error),
  };
  const { key } = await house.call(house.people.declarant).firmKey.make({ name: 'ERP' });
  const other = await house.call(house.people.otherDeclarant).firmKey.make({ name: 'Kho' });
  const close = async () => {
    await house.close();
    expect(bugs).toEqual([]);
  };
  return { house, api, key, otherKey: other.key, close };
}
