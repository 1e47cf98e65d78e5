import { create, type QRCodeErrorCorrectionLevel } from 'qrcode';
import { gateByNumber } from '@/domain/gate/gates';
import type { DecodedPass, NotAPassReason, PassClaims, TrustList, VerifyOutcome } from '@/domain/pass/claims';
import { decodePass } from '@/domain/pass/decode-pass';
import { verifyPass } from '@/domain/pass/verify-pass';
import { type GateId, gateIdSchema, type Kid } from '@/domain/shared/identity';
import { verifySignature } from '@/server/keys/ed25519';

type Qr = { readonly level: QRCodeErrorCorrectionLevel; readonly version: number; readonly modules: number };

/** What one text turned out to be. */
export type Inspection =
  | { readonly kind: 'not-a-pass'; readonly reason: NotAPassReason }
  | { readonly kind: 'update-needed'; readonly prefix: string }
  | {
      readonly kind: 'pass';
      readonly claims: PassClaims;
      /** Code of the gate the pass names; null when this build does not know the number. */
      readonly gate: GateId | null;
      readonly kid: Kid;
      readonly bytes: number;
      readonly characters: number;
      readonly qr: readonly Qr[];
      readonly verification:
        | { readonly kind: 'not-checked' }
        | { readonly kind: 'genuine' | 'forged' | 'key-unknown' }
        | {
            readonly kind: 'key-unusable';
            readonly reason: Extract<VerifyOutcome, { kind: 'key-unusable' }>['reason'];
          };
    };

/** `now` in seconds. Without a list the signature is not checked. */
export async function inspectPass(text: string, trust: TrustList | null, now: number): Promise<Inspection> {
  const decoded = decodePass(text);
  if (decoded.kind !== 'decoded') return decoded;
  const { pass } = decoded;
  const gate = gateByNumber(pass.claims.gateNumber)?.code ?? null;
  return {
    kind: 'pass',
    claims: pass.claims,
    gate,
    kid: pass.kid,
    bytes: messageBytes(text),
    characters: text.length,
    qr: (['L', 'M'] as const).map((level) => qrOf(text, level)),
    verification: trust === null ? { kind: 'not-checked' } : await verification(pass, trust, gate, now),
  };
}

async function verification(
  pass: DecodedPass,
  trust: TrustList,
  gate: GateId | null,
  nowSeconds: number,
): Promise<Extract<Inspection, { kind: 'pass' }>['verification']> {
  // Shown nowhere: judged as at the gate it names.
  const gateId = gate ?? gateIdSchema.parse('NONE');
  const outcome = await verifyPass(pass, trust, { nowSeconds, gateId }, verifySignature);
  return outcome.kind === 'key-unusable'
    ? { kind: outcome.kind, reason: outcome.reason }
    : { kind: outcome.kind };
}

/** Three characters for two bytes, two for a last odd one (RFC 9285). */
const messageBytes = (text: string): number => Math.floor(((text.length - 'GP1:'.length) * 2) / 3);

function qrOf(text: string, level: 'L' | 'M'): Qr {
  const { version, modules } = create(text, { errorCorrectionLevel: level });
  return { level, version, modules: modules.size };
}
