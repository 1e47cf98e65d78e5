import { decide } from '@/domain/admission/decide';
import type { AdmissionContext, Judged } from '@/domain/admission/verdict';
import { gateById } from '@/domain/gate/gates';
import type { PassClaims, VerifySignature } from '@/domain/pass/claims';
import { decodePass } from '@/domain/pass/decode-pass';
import { verifyPass } from '@/domain/pass/verify-pass';
import type { Process } from '@/domain/process/process';
import type { PassId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { ZERO_CURSORS } from '../store/rows';
import type { Dossier, Known, Store } from '../store/store';
import { nothingIfTroubled } from '../store/trouble';
import { type Clock, correctedNow } from '../sync/clock';
import { seenPassRow } from '../sync/prepare-page';
import type { Vault } from '../unlock/vault';
import { assembleVehicle, type Post } from './assemble-vehicle';
import { type Author, scanDraft } from './drafts';
import type { ScanOutcome, ScanSource, Vehicle } from './outcome';
import type { Recorder } from './recorder';
import { EMPTY_TRUST_LIST, noTrust, type Trust } from './trust';

export type ScanPorts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly recorder: Recorder;
  readonly verify: VerifySignature;
  /** What is known for these cursors; read again when they moved. */
  readonly knowledge: (
    known: Known,
  ) => Promise<{ readonly trust: Trust; readonly processes: readonly Process[] }>;
  readonly author: Author;
  readonly device: AdmissionContext['device'];
  readonly post: () => Post;
  readonly direction: () => Direction | 'both';
};

const NOT_KNOWN: Omit<Dossier, 'known'> = { crossingId: null, pass: null, own: [], others: [], uses: [] };

/**
 * Where the disk does not answer: no key is known, so nothing is genuine and nothing refused that might be. The officer
 * hears "cannot tell" of this vehicle, instead of seeing the verdict on the one before (OF-17).
 */
const NOTHING_READ: Read = {
  dossier: { ...NOT_KNOWN, known: { cursors: ZERO_CURSORS, clock: null, lastExchangeAt: null } },
  trust: noTrust,
  processes: [],
};

type Read = {
  readonly dossier: Dossier;
  readonly trust: Trust;
  readonly processes: readonly Process[];
};

async function readKnown(passId: PassId | null, { store, knowledge }: ScanPorts): Promise<Read> {
  const dossier =
    passId === null
      ? { ...NOT_KNOWN, known: await store.known() }
      : await store.dossier({ crossingId: null, passId });
  return { dossier, ...(await knowledge(dossier.known)) };
}

/** decode → verify → decide → recorded: three closed outcomes, then one transaction (OF-3, OF-5). */
export async function scanPass(text: string, source: ScanSource, ports: ScanPorts): Promise<ScanOutcome> {
  const { clock, vault } = ports;
  const token = text.trim();
  const decoded = decodePass(token);
  const claimed = decoded.kind === 'decoded' ? decoded.pass.claims : null;
  const { dossier, trust, processes } =
    (await readKnown(claimed?.passId ?? null, ports).catch(nothingIfTroubled)) ?? NOTHING_READ;
  const at = correctedNow(dossier.known.clock, clock);
  const { gateId } = ports.author;

  const judged: Judged =
    decoded.kind === 'decoded'
      ? {
          kind: 'verify',
          outcome: await verifyPass(
            decoded.pass,
            trust.list ?? EMPTY_TRUST_LIST,
            { nowSeconds: Math.floor(at / 1000), gateId },
            ports.verify,
          ),
        }
      : { kind: 'decode', outcome: decoded };
  const claims = genuineClaims(judged);
  // Of a pass that is not genuine nothing is believed, not even its id: it must not touch a real crossing's log.
  const believed = claims === null ? { ...NOT_KNOWN, known: dossier.known } : dossier;
  const shown = claims === null ? null : { claims, token };
  const vehicle = await assembleVehicle(
    believed,
    claims?.passId ?? null,
    shown,
    processes,
    ports.post(),
    vault,
  );

  const decision = decide(judged, contextOf(vehicle, trust, dossier.known, at, ports));
  const lists = {
    keys: trust.list?.version ?? 0,
    revocation: trust.revocation?.version ?? 0,
    passes: dossier.known.cursors.passes,
  };
  const draft = scanDraft(ports.author, vehicle, decision, lists, source);
  const seen = claims === null || dossier.pass !== null ? null : await seenPassRow(claims, token, vault);
  const recorded = await ports.recorder.record([draft], seen);
  return { decision, vehicle, recorded, at };
}

function genuineClaims(judged: Judged): PassClaims | null {
  if (judged.kind === 'decode' || judged.outcome.kind !== 'genuine') return null;
  return judged.outcome.pass.claims;
}

function contextOf(
  vehicle: Vehicle,
  trust: Trust,
  known: Known,
  now: number,
  ports: ScanPorts,
): AdmissionContext {
  const { gateId, agency } = ports.author;
  const { record } = vehicle;
  return {
    now,
    gateId,
    gateNumber: gateById(gateId)?.number ?? 0,
    device: ports.device,
    agency,
    step: vehicle.stepHere,
    direction: ports.direction(),
    lists: {
      keysIssuedAt: trust.list === null ? null : trust.list.issuedAt * 1000,
      revocationIssuedAt: trust.revocation === null ? null : trust.revocation.issuedAt * 1000,
    },
    // OF-13: the list, and the pass stream where it is ahead of the list.
    revoked: (passId) =>
      trust.revoked.has(passId) || (record?.passId === passId && record.status === 'revoked'),
    crossing: vehicle.crossing,
    process: vehicle.process,
    lastExchangeAt: known.lastExchangeAt,
  };
}
