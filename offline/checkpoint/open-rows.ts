import type { PassClaims } from '@/domain/pass/claims';
import { decodePass } from '@/domain/pass/decode-pass';
import type { GateEvent } from '@/domain/sync/event';
import type { OtherRow, PassRow } from '../store/rows';
import type { PassContent } from '../sync/prepare-page';
import type { Vault } from '../unlock/vault';

/** Parsers of what this tablet sealed itself: the tag of AES-GCM says that the bytes are its own, so shape is trusted. */

export async function openPassRow(row: PassRow, vault: Vault): Promise<PassContent> {
  return (await vault.open(row.sealed)) as PassContent;
}

export async function openOtherRow(row: OtherRow, vault: Vault): Promise<GateEvent> {
  return row.body.kind === 'clear' ? row.body.event : ((await vault.open(row.body.bytes)) as GateEvent);
}

export const tokenOf = (content: PassContent): string =>
  content.kind === 'told' ? content.record.token : content.token;

export function claimsOf(token: string): PassClaims | null {
  const outcome = decodePass(token);
  return outcome.kind === 'decoded' ? outcome.pass.claims : null;
}
