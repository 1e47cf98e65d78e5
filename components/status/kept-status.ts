import * as z from 'zod';
import { type ServiceStatus, STATUS_LINKS } from '@/domain/status/status';

const KEY = 'status';
const moment = z.number().nullable();
const statusSchema = z.object({
  at: z.number(),
  links: z.array(
    z.object({
      link: z.enum(STATUS_LINKS),
      state: z.enum(['off', 'idle', 'works', 'troubled']),
      lastGoodAt: moment,
    }),
  ),
  gates: z.array(z.object({ gateId: z.string(), newestAt: moment, paperSince: moment })),
});

/** What this browser was told last; null: never, or it may keep nothing. */
export function keptStatus(): ServiceStatus | null {
  try {
    return statusSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

export function keepStatus(status: ServiceStatus): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(status));
  } catch {
    // Without storage the page says only what it hears now.
  }
}
