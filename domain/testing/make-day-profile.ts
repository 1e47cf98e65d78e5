/** `npx tsx domain/testing/make-day-profile.ts`: how the published day's vehicles come, by queue, class and hour, from its manifest. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { readTime } from '../declaration/arrival';
import { parseDirection } from '../declaration/choices';
import { goodsClassOf, isDrivenNewVehicle, normaliseHs } from '../declaration/goods';
import type { DayProfile } from '../flow/simulation/day-profile';
import { GATES } from '../gate/gates';

const MANIFEST = fileURLToPath(new URL('../../db/seed/data/day-2024-08-29.csv', import.meta.url));
const PROFILE = fileURLToPath(new URL('../flow/simulation/day-2024-08-29.json', import.meta.url));

/** Every row is a vehicle that came, its faults aside; one without a readable hour came at seven. */
export function profileOfManifest(): DayProfile {
  const rows = Papa.parse<Record<string, string>>(readFileSync(MANIFEST, 'utf8').replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data;
  const profile: Record<string, Record<string, number[]>> = {};
  for (const row of rows) {
    const gate = GATES.find(({ vi }) => vi === row.cua_khau)?.code ?? 'HN';
    const load = { hsCode: normaliseHs(row.ma_hs ?? ''), name: row.ten_hang ?? '' };
    const carried = (row.ro_mooc ?? '').length > 1 || (row.so_container ?? '').length > 1;
    const goods = goodsClassOf(load, isDrivenNewVehicle(load, carried) ? 'new-vehicle' : 'loaded');
    const queue = `${gate}.${parseDirection(row.chieu ?? '') ?? 'export'}`;
    const classes = profile[queue] ?? {};
    const hours = classes[goods] ?? Array.from({ length: 24 }, () => 0);
    profile[queue] = { ...classes, [goods]: hours };
    const hour = Math.floor((readTime(row.gio_den ?? '') ?? 420) / 60);
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  return profile as DayProfile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const note =
    "Vehicles of 29 August 2024 by queue, class and hour of arrival in Hà Nội time: counted from the demonstration's manifest (domain/testing/make-day-profile.ts), whose totals are the published ones and whose rows are synthetic.";
  const lines = Object.entries(profileOfManifest()).map(
    ([queue, classes]) =>
      `    ${JSON.stringify(queue)}: {\n${Object.entries(classes)
        .map(([goods, hours]) => `      ${JSON.stringify(goods)}: [${hours?.join(', ')}]`)
        .join(',\n')}\n    }`,
  );
  writeFileSync(
    PROFILE,
    `{\n  "note": ${JSON.stringify(note)},\n  "queues": {\n${lines.join(',\n')}\n  }\n}\n`,
  );
}
