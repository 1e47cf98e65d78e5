import type { Machine } from '../sync/exchange';

/** Not in every browser, so not in every type library. */
type BatteryReading = { readonly level: number; readonly charging: boolean };
type WithBattery = { readonly getBattery?: () => Promise<BatteryReading> };

const rounded = (bytes: number | undefined): number | null =>
  bytes === undefined ? null : Math.max(0, Math.round(bytes));

/** How this machine fares, as far as its browser says (OF-43). */
export async function readMachine(): Promise<Machine> {
  const device: Navigator & WithBattery = navigator;
  const [estimate, persisted, battery] = await Promise.all([
    device.storage?.estimate?.().catch(() => undefined),
    device.storage?.persisted?.().catch(() => undefined),
    device.getBattery?.().catch(() => undefined),
  ]);
  return {
    version: process.env.GATE_BUILD ?? 'unknown',
    storageUsedBytes: rounded(estimate?.usage),
    storageQuotaBytes: rounded(estimate?.quota),
    persisted: persisted ?? null,
    battery: battery === undefined ? null : { level: battery.level, charging: battery.charging },
  };
}
