import * as z from 'zod';
import { type RawReply, readReply } from '../../sync/read-reply';
import type { Reply } from '../../sync/transport';
import { epochNo } from './gate-state';

/**
 * What a reader of version 1 does without. The history that it knows is nobody's: brought up to date, it reads
 * everything anew, as a tablet does whose older app never wrote down an epoch.
 */
const UNKNOWN_TO_IT = {
  epoch: epochNo(0xffffffff),
  standing: 'active',
  head: { position: 0, change: 0 },
};

/** The tablet's own reader, for an answer in the words of an older version. */
export function asOlderReads<S extends z.ZodType>(raw: RawReply, schema: S): Reply<z.output<S>> {
  if (raw.status !== 200) return readReply(raw, schema);
  const said = z.record(z.string(), z.unknown()).parse(JSON.parse(raw.text));
  return readReply({ ...raw, text: JSON.stringify({ ...UNKNOWN_TO_IT, ...said }) }, schema);
}
