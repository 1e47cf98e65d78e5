import { findEntries } from '@/domain/fleet/find-entries';
import { urgencyOf } from '@/domain/fleet/papers';
import type { Fleet } from '../app/answers';

/** The more pressing of its papers decides where a vehicle stands. */
const pressing = ({ licenceStands, insuranceStands, inspectionStands }: Fleet['vehicles'][number]) =>
  Math.min(...[licenceStands, insuranceStands, inspectionStands].map(urgencyOf));

/** FV-3, FV-4: those of the tab that are in use, found by what was typed, the pressing ones first. */
export function shownEntries(fleet: Fleet, typed: string): Fleet {
  const inUse = <T extends { readonly retiredAt: number | null }>(all: readonly T[]) =>
    all.filter(({ retiredAt }) => retiredAt === null);
  return {
    vehicles: findEntries(inUse(fleet.vehicles), typed, ({ plate, chassis, plates }) => [
      plate,
      ...(chassis === null ? [] : [chassis]),
      ...plates.map((former) => former.plate),
    ]).toSorted((a, b) => pressing(a) - pressing(b)),
    drivers: findEntries(inUse(fleet.drivers), typed, ({ person }) =>
      person === null ? [] : [person.name, person.phone ?? '', person.licenceNumber ?? ''],
    ).toSorted((a, b) => urgencyOf(a.licenceStands) - urgencyOf(b.licenceStands)),
    templates: findEntries(inUse(fleet.templates), typed, ({ name, goods }) => [
      name,
      goods.goodsName,
      goods.hsCode,
    ]),
  };
}
