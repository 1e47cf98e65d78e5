import { constants, deflateRawSync } from 'node:zlib';
import { UNCHANGED } from '@/domain/board/cursor';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';

/**
 * One message of the event stream, made once and written to every viewer. A packed stream is PACKED_HEAD and then the
 * `packed` of any messages: each is deflated for itself and ends on a byte (a full flush), so that thousands of viewers
 * who came at different times share the same bytes and no viewer costs a compressor.
 */
export type LiveLine = { readonly plain: Buffer; readonly packed: Buffer };

/** Head of a gzip file without name and time (RFC 1952); the stream ends with its connection, never with a trailer. */
export const PACKED_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

function line(text: string): LiveLine {
  const plain = Buffer.from(text);
  return { plain, packed: deflateRawSync(plain, { finishFlush: constants.Z_FULL_FLUSH }) };
}

export const snapshotLine = (gateId: GateId, position: number, snapshot: GateSnapshot): LiveLine =>
  line(`id: ${gateId}:${position}\ndata: ${JSON.stringify(snapshot)}\n\n`);

export const unchangedLine = (at: number): LiveLine => line(`event: ${UNCHANGED}\ndata: ${at}\n\n`);
