import * as z from 'zod';
import {
  type ContentOf,
  contentSchemas,
  gateSchema,
  instantSchema,
  STATEMENT_KINDS,
  type StatementKind,
} from './content';

/** Of whoever speaks: `urn:border:COUNTRY:PLACE`. */
export const sourceSchema = z.string().regex(/^urn:border:(vn|cn):[a-z][a-z0-9-]{0,39}$/);
/** Grows when a source begins its count anew, after a restore from a backup for instance (NE-8). */
export const epochSchema = z.string().regex(/^[1-9][0-9]{0,8}$/);
/** Counts from 1 within an epoch, without a gap (CloudEvents' sequence extension, `sequencetype` Integer). */
export const sequenceSchema = z.string().regex(/^[1-9][0-9]{0,9}$/);

const typeOf = <K extends StatementKind>(kind: K): `border.${K}.v1` => `border.${kind}.v1`;

const eventOf = <K extends StatementKind>(kind: K) =>
  z.strictObject({
    specversion: z.literal('1.0'),
    id: z.uuid(),
    source: sourceSchema,
    type: z.literal(typeOf(kind)),
    subject: gateSchema,
    time: instantSchema,
    datacontenttype: z.literal('application/json'),
    sequencetype: z.literal('Integer'),
    sequence: sequenceSchema,
    epoch: epochSchema,
    data: contentSchemas[kind],
  });

/** A statement as it travels: CloudEvents 1.0 in JSON, structured, by the thousand in batches. */
export const cloudEventSchema = z
  .discriminatedUnion('type', [
    eventOf('acceptance'),
    eventOf('hours'),
    eventOf('closure'),
    eventOf('yard'),
    eventOf('queue'),
    eventOf('manifest'),
    eventOf('receipt'),
    eventOf('incident'),
    eventOf('agreement'),
  ])
  // Said on the sheet of one gate, it is not about another.
  .refine(({ subject, data }) => subject === data.gate, { path: ['subject'] });
export type CloudEvent = z.infer<typeof cloudEventSchema>;

/** Events of one request or answer, and its bytes. */
export const MOST_EVENTS = 200;
export const MOST_BYTES = 1024 * 1024;
export const batchSchema = z.array(cloudEventSchema).max(MOST_EVENTS);

export type Numbered = {
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly epoch: number;
  readonly sequence: number;
};

/** An event of ours, checked as the other side will check it. */
export function cloudEvent<K extends StatementKind>(
  numbered: Numbered,
  kind: K,
  said: ContentOf<K>,
): CloudEvent {
  return cloudEventSchema.parse({
    specversion: '1.0',
    id: numbered.id,
    source: numbered.source,
    type: typeOf(kind),
    subject: said.gate,
    time: numbered.time,
    datacontenttype: 'application/json',
    sequencetype: 'Integer',
    sequence: String(numbered.sequence),
    epoch: String(numbered.epoch),
    data: said,
  });
}

export function kindOf(event: CloudEvent): StatementKind {
  const found = STATEMENT_KINDS.find((kind) => typeOf(kind) === event.type);
  if (found === undefined) throw new Error(`no kind of ${event.type}`);
  return found;
}
