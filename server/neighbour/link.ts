import type { Database } from '@/db/client';
import type { Zone } from '@/domain/flow/zones';
import type { Country } from '@/domain/neighbour/content';
import type { OwnKeys } from './own-keys';

/** One installation's side of the link; nothing of the other is known but its name, its address and its keys. */
export type Link = {
  readonly db: Database;
  /** ms. */
  readonly now: () => number;
  readonly own: { readonly source: string; readonly country: Country; readonly zone: Zone };
  readonly other: { readonly source: string };
  /** Where they reach us: what they sign as target. */
  readonly origin: string;
  /** Where we reach them; null: they are not reached by machine. */
  readonly url: string | null;
  /** Number of the agreement under which plates may be told; null: tokens. */
  readonly plates: string | null;
  readonly keys: OwnKeys;
};
