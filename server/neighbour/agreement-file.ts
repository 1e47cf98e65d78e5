import { inGate } from '@/db/client';
import { negotiate } from '@/domain/neighbour/agreement';
import { negotiationTable } from '@/domain/neighbour/negotiation-table';
import { type Cell, count, type Word, word } from '@/domain/report/sheet';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { BulletinFile } from './bulletin/bulletin-file';
import { gateLine } from './bulletin/write-bulletin-pdf';
import { readSteps } from './keep-steps';
import type { Link } from './link';
import { MUTED, SIZE, words, writePaper } from './two-languages';

const w = (name: string, values?: Word['values']): Word => word(`neighbour.agreement.${name}`, values);
const text = (value: string): Cell => ({ kind: 'text', text: value });

/** A negotiation for the file: its standing, every step and both signatures, in both languages (BU-9). */
export async function agreementFile(
  link: Link,
  { gateId, agreementId }: { readonly gateId: GateId; readonly agreementId: string },
): Promise<Result<BulletinFile, 'AP-NONE'>> {
  const steps = await inGate(link.db, { gateId, actor: null }, (tx) => readSteps(tx, gateId, agreementId));
  const standing = negotiate(steps);
  if (standing === null) return err('AP-NONE');
  const { chain, terms, kind } = standing;
  const title = words(w(`about.${terms.about}`)).join('  ');
  const at = Date.parse(chain.at(-1)?.signedAt ?? '');
  const bytes = await writePaper({ title: `${title} · ${gateId}`, at }, (paper) => {
    paper.line(title, 'bold', SIZE.title);
    paper.line(gateLine(gateId), 'bold', SIZE.gate);
    paper.line(words(w(`standing.${kind}`)).join('  ·  '), 'bold', SIZE.head);
    paper.line(words(w('number', { text: text(agreementId) })).join('  ·  '), 'regular', SIZE.head);
    paper.table(negotiationTable(chain), [0.07, 0.12, 0.14, 0.35, 0.16, 0.16]);
    paper.y += 12;
    for (const { step, signature } of chain)
      for (const line of words(w('signature', { step: count(step), text: text(signature) })))
        paper.line(line, 'regular', SIZE.small, MUTED);
  });
  return ok({
    name: `agreement-${gateId.toLowerCase()}-${agreementId.slice(0, 13)}.pdf`,
    type: 'application/pdf',
    data: Buffer.from(bytes).toString('base64'),
  });
}
