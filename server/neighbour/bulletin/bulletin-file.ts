import type { Bulletin } from '@/domain/neighbour/bulletin';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Link } from '../link';
import { makeOwnBulletin, readOwnBulletin } from './make-bulletin';
import { writeBulletinPdf } from './write-bulletin-pdf';

export const BULLETIN_FORMATS = ['json', 'pdf'] as const;
export type BulletinFormat = (typeof BULLETIN_FORMATS)[number];
export type BulletinFile = {
  readonly name: string;
  readonly type: string;
  /** Base64. */
  readonly data: string;
};

/** The text of a bulletin as a file: whatever its spacing, what is signed is the same. */
export const bulletinText = (bulletin: Bulletin): string => `${JSON.stringify(bulletin, null, 2)}\n`;

/** A bulletin to send or to print; `number` null has one made of what holds now. */
export async function bulletinFile(
  link: Link,
  order: {
    readonly gateId: GateId;
    readonly number: number | null;
    readonly format: BulletinFormat;
    readonly by: string;
  },
): Promise<Result<BulletinFile, 'AP-NONE'>> {
  const { gateId, number, format } = order;
  const bulletin =
    number === null ? await makeOwnBulletin(link, order) : await readOwnBulletin(link, gateId, number);
  if (bulletin === null) return err('AP-NONE');
  const bytes = format === 'json' ? Buffer.from(bulletinText(bulletin)) : await writeBulletinPdf(bulletin);
  return ok({
    name: `bulletin-${gateId.toLowerCase()}-${bulletin.number}.${format}`,
    type: format === 'json' ? 'application/json' : 'application/pdf',
    data: Buffer.from(bytes).toString('base64'),
  });
}
