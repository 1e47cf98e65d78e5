import type { PassClaims } from '@/domain/pass/claims';
import { decodePass } from '@/domain/pass/decode-pass';
import type { GateEvent, Hlc } from '@/domain/sync/event';
import { clampHlc } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';
import type { PassRecord, PullResponse, SignedDocument, Stream } from '@/domain/sync/protocol';
import { isToPost } from '../checkpoint/notices';
import { searchKeys } from '../checkpoint/search-keys';
import type { OtherRow, PassRow } from '../store/rows';
import type { Store, StorePage } from '../store/store';
import type { Vault } from '../unlock/vault';

/** What lies sealed in a pass row. */
export type PassContent =
  | { readonly kind: 'told'; readonly record: PassRecord }
  | { readonly kind: 'seen'; readonly token: string };

export type PagePorts = {
  readonly vault: Vault;
  readonly device: string;
  readonly ownEvent: Store['ownEvent'];
  /** Keeps signed lists that a trusted key signed, newest of each kind; the others are let go. */
  readonly trusted: (lists: readonly SignedDocument[]) => Promise<readonly SignedDocument[]>;
  readonly now: () => number;
};

const claimsOf = (token: string): PassClaims | null => {
  const outcome = decodePass(token);
  return outcome.kind === 'decoded' ? outcome.pass.claims : null;
};

export async function passRowOf(record: PassRecord, vault: Vault): Promise<PassRow> {
  const { passId, crossingId, token, status, ended } = record;
  const content: PassContent = { kind: 'told', record };
  const keys = searchKeys(passId, claimsOf(token)).map(vault.index);
  const isDead = status === 'revoked' || status === 'superseded';
  const row = { passId, crossingId, isDead, keys, sealed: await vault.seal(content) };
  return ended === null ? row : { ...row, endedAt: ended.at };
}

export async function seenPassRow(claims: PassClaims, token: string, vault: Vault): Promise<PassRow> {
  const content: PassContent = { kind: 'seen', token };
  const keys = searchKeys(claims.passId, claims).map(vault.index);
  return { passId: claims.passId, crossingId: null, keys, sealed: await vault.seal(content) };
}

/** Free of text somebody typed and of everything that names a vehicle or a person (OF-19). */
function isClear(event: GateEvent): boolean {
  switch (event.type) {
    case 'pass.scanned':
    case 'pass.issued':
    case 'release.eligibility':
    case 'inspection.ordered':
    case 'inspection.reported':
    case 'quarantine.requested':
    case 'quarantine.reported':
    case 'information.requested':
    case 'information.given':
    case 'transshipment.paired':
    case 'binding.checked':
    case 'note.added':
    case 'photo.taken':
      return true;
    case 'step.confirmed':
      return event.body.note === null;
    case 'event.undone':
      return event.body.reason === null;
    default:
      return false;
  }
}

async function otherRowOf(event: GateEvent, vault: Vault): Promise<OtherRow> {
  const { id, crossingId, passId } = event;
  const clear = isClear(event);
  const body: OtherRow['body'] = clear
    ? { kind: 'clear', event }
    : { kind: 'sealed', bytes: await vault.seal(event) };
  return isToPost(event)
    ? { id, crossingId, passId, notice: 'post', body }
    : { id, crossingId, passId, body };
}

/** Seals outside any transaction: AES-GCM is awaited, and awaiting it inside would end the transaction (OF-5). */
export async function preparePage(
  stream: Stream,
  from: number,
  pages: PullResponse['pages'],
  ports: PagePorts,
): Promise<StorePage> {
  const { next, tombstones } = pages[stream];
  const place = { from, next, tombstones };
  switch (stream) {
    case 'passes': {
      const upserts = await Promise.all(pages.passes.upserts.map((record) => passRowOf(record, ports.vault)));
      return { stream, ...place, upserts };
    }
    case 'events': {
      const events = await missing(pages.events.upserts, ports);
      const upserts = await Promise.all(events.map((event) => otherRowOf(event, ports.vault)));
      return { stream, ...place, upserts, seen: highestClock(events, ports.now()) };
    }
    case 'lists':
      return { stream, ...place, upserts: await ports.trusted(pages.lists.upserts) };
    case 'processes':
      return { stream, ...place, upserts: pages.processes.upserts };
    case 'incidents':
      return { stream, ...place, upserts: pages.incidents.upserts.map(withoutWords) };
  }
}

/** Why one was resolved is a supervisor's free text, and no officer reads it here (OF-19). */
export const withoutWords = (incident: Incident): Incident =>
  incident.resolved === null ? incident : { ...incident, resolved: { ...incident.resolved, reason: '' } };

/** Own events are here already, and this copy of them is the truth, unless it was let go (OF-46). */
async function missing(
  events: readonly GateEvent[],
  { device, ownEvent }: PagePorts,
): Promise<readonly GateEvent[]> {
  const kept = new Set<string>();
  for (const event of events)
    if (event.device === device && (await ownEvent(event.id)) !== null) kept.add(event.id);
  return events.filter((event) => !kept.has(event.id));
}

/** A clock far ahead of the centre's is another tablet's fault and is not caught (OF-11). */
function highestClock(events: readonly GateEvent[], now: number): Hlc | null {
  return events.reduce<Hlc | null>((highest, { hlc }) => {
    if (clampHlc(hlc, now).suspect) return highest;
    return highest === null || hlc > highest ? hlc : highest;
  }, null);
}
