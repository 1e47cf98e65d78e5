import * as z from 'zod';
import { REQUESTS_PER_KEY, THROTTLE_WINDOW_SECONDS } from '../auth/throttle';
import {
  driverChangeSchema,
  driverEntrySchema,
  driverListSchema,
  driverSchema,
  vehicleChangeSchema,
  vehicleEntrySchema,
  vehicleListSchema,
  vehicleSchema,
} from './fleet-schemas';
import { declarationSchema, declareSchema, PROBLEMS, type ProblemCode, problemSchema } from './schemas';

/** Bodies longer than this are refused unread: a declaration has one thousand characters. */
export const BODY_BYTES = 16 * 1024;

const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const success = (description: string, schema = 'Declaration') => ({
  description,
  content: { 'application/json': { schema: named(schema) } },
});
/** Problems that share a status are one response. */
function problems(...codes: readonly ProblemCode[]) {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))];
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: codes
          .filter((code) => PROBLEMS[code].status === status)
          .map((code) => `${code}: ${PROBLEMS[code].title}`)
          .join(' '),
        ...(status === 429 ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } } : {}),
        content: { 'application/problem+json': { schema: named('Problem') } },
      },
    ]),
  );
}

const LANGUAGE = { name: 'Accept-Language', in: 'header', schema: { type: 'string' } } as const;
const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'Your own name of this request, 1 to 100 characters, e.g. an order number or a UUID. One name for one request, whatever it is.',
  schema: { type: 'string', minLength: 1, maxLength: 100 },
} as const;
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } } as const;
const body = (schema: string) => ({
  required: true,
  content: { 'application/json': { schema: named(schema) } },
});

/** Both kinds of entries are kept in the same way. */
const fleetPaths = (path: string, one: 'Vehicle' | 'Driver', word: string) => ({
  [path]: {
    get: {
      operationId: `list${one}s`,
      summary: `The ${word}s of the firm, those out of use too`,
      responses: {
        200: success('As they stand now.', `${one}List`),
        ...problems('AP-SIGN', 'AP-MANY', 'AP-LATER'),
      },
    },
    post: {
      operationId: `add${one}`,
      summary: `Adds a ${word} to the fleet`,
      description:
        'Judged by the rules of the screens. The same request with the same Idempotency-Key adds nothing and answers with the entry as it stands; a refused one binds nothing.',
      parameters: [IDEMPOTENCY, LANGUAGE],
      requestBody: body(one),
      responses: {
        201: success('Added, now or by an earlier request.', `${one}Entry`),
        ...problems(
          'AP-INPUT',
          'AP-SIGN',
          'AP-SIZE',
          'AP-KEY',
          'AP-FAULTS',
          'AP-FULL',
          'AP-MANY',
          'AP-LATER',
        ),
      },
    },
  },
  [`${path}/{id}`]: {
    patch: {
      operationId: `change${one}`,
      summary: `Changes a ${word}, or takes it out of use and back`,
      description: 'What is left out stays as it is; an empty text says that it is not known.',
      parameters: [ID, LANGUAGE],
      requestBody: body(`${one}Change`),
      responses: {
        200: success('As it stands now.', `${one}Entry`),
        ...problems('AP-INPUT', 'AP-SIGN', 'AP-NONE', 'AP-SIZE', 'AP-FAULTS', 'AP-MANY', 'AP-LATER'),
      },
    },
  },
});

/** OpenAPI 3.1 of what firms' own systems use, made of the schemas that the handlers parse with. */
export const firmOpenApi = (origin: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Declarations and fleets at the border gates of Lạng Sơn',
    version: '1',
    description: `For firms' own systems. A key is made on the page of declarations and sent as a bearer token. At most ${REQUESTS_PER_KEY} requests in ${THROTTLE_WINDOW_SECONDS / 60} minutes for each key. Open data needs no key: /api/v1/open/openapi.json.`,
  },
  servers: [{ url: `${origin}/api/v1` }],
  security: [{ key: [] }],
  paths: {
    '/declarations': {
      post: {
        operationId: 'declare',
        summary: 'Declares one crossing',
        description: `Judged by the rules of the form. A request that filed something is answered the same for ever when it is sent again with the same Idempotency-Key; a refused one binds nothing. At most ${BODY_BYTES} bytes.`,
        parameters: [IDEMPOTENCY, LANGUAGE],
        requestBody: body('Declare'),
        responses: {
          201: success('Declared; with its pass. Also the answer to a repeated request.'),
          ...problems('AP-INPUT', 'AP-SIGN', 'AP-SIZE', 'AP-KEY', 'AP-FAULTS', 'AP-MANY', 'AP-LATER'),
        },
      },
    },
    '/declarations/{id}': {
      get: {
        operationId: 'declaration',
        summary: 'How a declaration of the firm stands',
        parameters: [ID],
        responses: {
          200: success('As it stands now.'),
          ...problems('AP-SIGN', 'AP-NONE', 'AP-MANY', 'AP-LATER'),
        },
      },
    },
    ...fleetPaths('/vehicles', 'Vehicle', 'vehicle'),
    ...fleetPaths('/drivers', 'Driver', 'driver'),
  },
  components: {
    securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Declare: z.toJSONSchema(declareSchema, { io: 'input' }),
      Declaration: z.toJSONSchema(declarationSchema, { io: 'output' }),
      Vehicle: z.toJSONSchema(vehicleSchema, { io: 'input' }),
      VehicleChange: z.toJSONSchema(vehicleChangeSchema, { io: 'input' }),
      VehicleEntry: z.toJSONSchema(vehicleEntrySchema, { io: 'output' }),
      VehicleList: z.toJSONSchema(vehicleListSchema, { io: 'output' }),
      Driver: z.toJSONSchema(driverSchema, { io: 'input' }),
      DriverChange: z.toJSONSchema(driverChangeSchema, { io: 'input' }),
      DriverEntry: z.toJSONSchema(driverEntrySchema, { io: 'output' }),
      DriverList: z.toJSONSchema(driverListSchema, { io: 'output' }),
      Problem: z.toJSONSchema(problemSchema),
    },
  },
});
