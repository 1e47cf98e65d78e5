import * as z from 'zod';
import type { Locale } from '@/domain/shared/vocabulary';
import { askOfPass } from '@/offline/ask-of-pass';

const TIMEOUT_MS = 20_000;

const paperSchema = z.object({ name: z.string(), type: z.string(), data: z.string() });
const codeSchema = z.object({ code: z.string(), expiresAt: z.number() });
const failureSchema = z.object({ error: z.object({ data: z.object({ errorCode: z.string() }) }) });

type Asked<T> =
  | { readonly kind: 'given'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'silent' };

async function ask<T>(procedure: string, body: object, schema: z.ZodType<T>): Promise<Asked<T>> {
  try {
    const response = await askOfPass(procedure, body, TIMEOUT_MS);
    const answer: unknown = await response.json();
    const given = z.object({ result: z.object({ data: schema }) }).safeParse(answer);
    if (given.success) return { kind: 'given', value: given.data.result.data };
    const failed = failureSchema.safeParse(answer);
    return failed.success ? { kind: 'refused', code: failed.data.error.data.errorCode } : { kind: 'silent' };
  } catch {
    return { kind: 'silent' };
  }
}

export const askPaper = (token: string, locale: Locale) => ask('pass.paper', { token, locale }, paperSchema);
export const askKioskCode = (token: string) => ask('pass.kioskCode', { token }, codeSchema);
export const askAtKiosk = (gateId: string, plate: string, code: string) =>
  ask('pass.atKiosk', { gateId, plate, code }, z.object({ token: z.string() }));
