import { DATASET_NAMES, DATASETS, type Dataset } from './datasets';

export const LICENCE = {
  name: 'CC-BY-4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/',
  attribution: 'Lạng Sơn digital border gate',
} as const;

/** Said in every answer (RP-17). */
export const SUPPRESSION =
  'Counts of one to four vehicles in a breakdown are withheld (null), and with them what they could be computed from; times of fewer than five vehicles are left out. No plates, names or numbers.';

const nullable = (type: string) => ({ type: [type, 'null'] });

function pathItem(name: string, dataset: Dataset, isCsv: boolean) {
  const row = {
    type: 'object',
    required: Object.keys(dataset.columns),
    properties: Object.fromEntries(
      Object.entries(dataset.columns).map(([column, { type, isNullable, about }]) => [
        column,
        { ...(isNullable === true ? nullable(type) : { type }), description: about },
      ]),
    ),
  };
  return {
    get: {
      operationId: isCsv ? `${name}Csv` : name,
      summary: dataset.about,
      description: `${dataset.method} ${SUPPRESSION}`,
      parameters: [
        ...(dataset.takesDay
          ? [
              {
                name: 'day',
                in: 'query',
                description: 'Day in Hanoi; default yesterday, at most 400 days back.',
                schema: { type: 'string', format: 'date' },
              },
            ]
          : []),
        { name: 'If-None-Match', in: 'header', schema: { type: 'string' } },
      ],
      responses: {
        200: {
          description: 'The table.',
          headers: { ETag: { schema: { type: 'string' } }, 'Cache-Control': { schema: { type: 'string' } } },
          content: isCsv
            ? { 'text/csv': { schema: { type: 'string' } } }
            : { 'application/json': { schema: answerSchema(row) } },
        },
        304: { description: 'Not changed.' },
        400: { description: 'No such day.' },
        503: { description: 'Too much at once; Retry-After says when.' },
      },
    },
  };
}

const answerSchema = (row: object) => ({
  type: 'object',
  required: ['dataset', 'licence', 'method', 'suppression', 'asOf', 'ageSeconds', 'rows'],
  properties: {
    dataset: { type: 'string' },
    licence: {
      type: 'object',
      properties: { name: { type: 'string' }, url: { type: 'string' }, attribution: { type: 'string' } },
    },
    method: { type: 'string' },
    suppression: { type: 'string' },
    asOf: { type: 'string', format: 'date-time', description: 'When the figures were true.' },
    ageSeconds: { type: 'integer', description: 'How old they are in this answer.' },
    rows: { type: 'array', items: row },
  },
});

/** OpenAPI 3.1 of the open data, made of the datasets themselves. */
export const openApi = (origin: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Open data of the Lạng Sơn border gates',
    version: '1',
    description:
      'Figures for everybody: no account, no key, any origin. Times are RFC 3339, lengths are seconds.',
    license: { name: LICENCE.name, url: LICENCE.url },
  },
  servers: [{ url: `${origin}/api/v1/open` }],
  paths: Object.fromEntries(
    DATASET_NAMES.flatMap((name) => [
      [`/${name}`, pathItem(name, DATASETS[name], false)],
      [`/${name}.csv`, pathItem(name, DATASETS[name], true)],
    ]),
  ),
});
