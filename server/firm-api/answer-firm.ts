import { createTranslator } from 'use-intl/core';
import * as z from 'zod';
import { EVERY_GATE, inGate } from '@/db/client';
import type { FieldFault } from '@/domain/declaration/submission';
import type { Locale } from '@/domain/shared/vocabulary';
import { MESSAGES } from '../messages';
import { declareFor } from './declare';
import type { FirmApi } from './firm-api';
import { guarded, json, localeOf, problem, readOnce } from './guard';
import { firmOpenApi } from './openapi';
import { readDeclaration } from './read-declaration';
import { declareSchema, extrasOf, type Problem, submissionOf } from './schemas';

/** POST /api/v1/declarations. */
export const answerDeclare = (api: FirmApi, request: Request): Promise<Response> =>
  guarded(api, request, 'api.declare', async (program) => {
    const asked = await readOnce(request, declareSchema);
    if (asked instanceof Response) return asked;
    const outcome = await declareFor(api, program, {
      requestKey: asked.requestKey,
      submission: submissionOf(asked.body),
      extras: extrasOf(asked.body),
    });
    switch (outcome.kind) {
      case 'answered':
        return new Response(outcome.body, {
          status: outcome.status,
          headers: {
            'Content-Type': 'application/json',
            'Cache-Control': 'no-store',
            ...(outcome.again ? { 'Idempotent-Replayed': 'true' } : {}),
          },
        });
      case 'other-body':
        return problem('AP-KEY');
      case 'faults':
        return problem('AP-FAULTS', { faults: told(outcome.faults, localeOf(request)) });
    }
  });

/** GET /api/v1/declarations/{id}. */
export const answerDeclaration = (api: FirmApi, request: Request, id: string): Promise<Response> =>
  guarded(api, request, 'api.declaration', async ({ id: actor, firmId }) => {
    if (!z.uuid().safeParse(id).success) return problem('AP-NONE');
    const found = await inGate(api.db, { gateId: EVERY_GATE, actor, firmId }, (tx) =>
      readDeclaration(tx, firmId, id, api.origin),
    );
    return found === null ? problem('AP-NONE') : json(200, found);
  });

/** GET /api/v1/openapi.json: for everybody. */
export const answerOpenApi = (origin: string): Response =>
  Response.json(firmOpenApi(origin), {
    headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=3600' },
  });

function told(faults: readonly FieldFault[], locale: Locale): NonNullable<Problem['faults']> {
  const say = createTranslator({ locale, messages: MESSAGES[locale], namespace: 'fault' });
  return faults.map(({ field, code, detail, within }) => ({
    path: within === undefined ? `/${field}` : `/${within.list}/${within.at}/${field}`,
    code,
    message: say(code, detail),
    detail: { ...detail },
  }));
}
