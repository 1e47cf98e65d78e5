import { fromHex } from '../shared/hex';
import { passIdOfBytes } from '../shared/id-bytes';
import { err, ok, type Result } from '../shared/result';
import type { PassClaims } from './claims';
import { decodeCbor, encodeCbor } from './deterministic-cbor';
import { flagsOf, goodsClassNumber, goodsClassOf, readFlags } from './flags';
import { isPlainText, TEXT_MAX_BYTES } from './plain-text';

/** Labels of the payload map (docs/protocols/pass.md; CWT's own numbers where RFC 8392 has one). */
export const LABEL = {
  notAfter: 4,
  notBefore: 5,
  passId: 7,
  holderKey: -16,
  revision: -17,
  customsDeclaration: -18,
  flags: -19,
  gateNumber: -20,
  goodsClass: -21,
  driver: -22,
  trailer: -23,
  plate: -24,
  container: -25,
  seal: -26,
} as const;
const KNOWN: ReadonlySet<unknown> = new Set<number>(Object.values(LABEL));

/** Labels from here down may be skipped by a reader that does not know them; every other unknown one is critical. */
const FIRST_SKIPPABLE_LABEL = -256;

const UINT32_MAX = 0xffff_ffff;
const UINT16_MAX = 0xffff;
const DECLARATION_MAX = 99_999_999_999;
/** Compressed P-256 point: reserved for the live proof, carried and not yet read. */
const HOLDER_KEY_BYTES = 33;

/** Absent knowledge is an absent label, never an empty text or a null: one spelling per pass. */
export function encodePayload(claims: PassClaims): Uint8Array<ArrayBuffer> {
  const { binding } = claims;
  const declaration = binding.customsDeclaration;
  const entries: readonly (readonly [number, unknown])[] = [
    [LABEL.notAfter, claims.notAfter],
    [LABEL.notBefore, claims.notBefore],
    [LABEL.passId, fromHex(claims.passId)],
    [LABEL.revision, claims.revision],
    [LABEL.customsDeclaration, declaration === null ? null : Number(declaration)],
    [LABEL.flags, flagsOf(claims)],
    [LABEL.gateNumber, claims.gateNumber],
    [LABEL.goodsClass, goodsClassNumber(claims.goodsClass)],
    [LABEL.driver, claims.driver === '' ? null : claims.driver],
    [LABEL.trailer, binding.trailer],
    [LABEL.plate, binding.plate],
    [LABEL.container, binding.container],
    [LABEL.seal, binding.seal],
  ];
  return encodeCbor(new Map(entries.filter(([, value]) => value !== null)));
}

/** `cbor`: bytes with a second spelling; `claims`: a label that is missing, unknown and critical, or out of range. */
export function decodePayload(bytes: Uint8Array): Result<PassClaims, 'cbor' | 'claims'> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return decoded;
  if (!(decoded.value instanceof Map)) return err('claims');
  const map: ReadonlyMap<unknown, unknown> = decoded.value;
  for (const [label, value] of map) {
    if (!KNOWN.has(label) && !isSkippable(label, value)) return err('claims');
  }
  const claims = readClaims(map);
  return claims === null ? err('claims') : ok(claims);
}

function readClaims(map: ReadonlyMap<unknown, unknown>): PassClaims | null {
  const passId = passIdOfBytes(map.get(LABEL.passId));
  const notBefore = readUint(map.get(LABEL.notBefore), UINT32_MAX);
  const notAfter = readUint(map.get(LABEL.notAfter), UINT32_MAX);
  const revision = readUint(map.get(LABEL.revision), UINT16_MAX);
  const gateNumber = readUint(map.get(LABEL.gateNumber), UINT16_MAX);
  const flags = readFlags(map.get(LABEL.flags));
  const goodsClass = goodsClassOf(map.get(LABEL.goodsClass));
  const plate = readText(map.get(LABEL.plate));
  const driver = readOptional(map, LABEL.driver, readText);
  const trailer = readOptional(map, LABEL.trailer, readText);
  const container = readOptional(map, LABEL.container, readText);
  const seal = readOptional(map, LABEL.seal, readText);
  const declaration = readOptional(map, LABEL.customsDeclaration, (value) =>
    readUint(value, DECLARATION_MAX),
  );
  const holderKey = readOptional(map, LABEL.holderKey, readHolderKey);
  if (passId === null || plate === null || flags === null || goodsClass === null) return null;
  if (revision === null || gateNumber === null || gateNumber === 0) return null;
  if (notBefore === null || notAfter === null || notAfter < notBefore) return null;
  if (!driver.valid || !trailer.valid || !container.valid || !seal.valid) return null;
  if (!declaration.valid || !holderKey.valid) return null;
  return {
    passId,
    revision,
    notBefore,
    notAfter,
    gateNumber,
    ...flags,
    goodsClass,
    driver: driver.value ?? '',
    binding: {
      plate,
      trailer: trailer.value,
      container: container.value,
      seal: seal.value,
      customsDeclaration: declaration.value === null ? null : String(declaration.value).padStart(11, '0'),
    },
  };
}

type Optional<T> = { readonly valid: boolean; readonly value: T | null };

/** Absent is valid; present but unreadable is not. */
function readOptional<T>(
  map: ReadonlyMap<unknown, unknown>,
  label: number,
  read: (value: unknown) => T | null,
): Optional<T> {
  if (!map.has(label)) return { valid: true, value: null };
  const value = read(map.get(label));
  return { valid: value !== null, value };
}

function readUint(value: unknown, max: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max ? value : null;
}

const readText = (value: unknown): string | null =>
  typeof value === 'string' && isPlainText(value) ? value : null;

const readHolderKey = (value: unknown): Uint8Array | null =>
  value instanceof Uint8Array && value.length === HOLDER_KEY_BYTES ? value : null;

/** A later extension that may be ignored: a far label, and a plain value of bounded size (PS-6). */
function isSkippable(label: unknown, value: unknown): boolean {
  if (typeof label !== 'number' || !Number.isInteger(label) || label > FIRST_SKIPPABLE_LABEL) return false;
  if (typeof value === 'string') return isPlainText(value);
  if (value instanceof Uint8Array) return value.length <= TEXT_MAX_BYTES;
  return typeof value === 'boolean' || Number.isInteger(value);
}
