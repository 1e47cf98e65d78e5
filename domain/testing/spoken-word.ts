import type { Content } from '../neighbour/content';
import type { Statement } from '../neighbour/statement';
import { HUU_NGHI } from './pass-keys';

let counted = 0;

/** As the centre keeps what a person heard. */
export function statementOfWord(
  word: Pick<Statement, 'toldBy' | 'channel' | 'note' | 'saidAt'> & { readonly content: Content },
  heardAt: number,
): Statement {
  counted += 1;
  const { content, ...rest } = word;
  return {
    ...content,
    ...rest,
    id: `019ac0de-0000-7000-8000-${String(counted).padStart(12, '0')}`,
    gateId: HUU_NGHI,
    source: 'urn:border:cn:guangxi',
    level: 'person',
    epoch: null,
    sequence: null,
    validUntil: null,
    heardAt,
    recordedBy: 'test',
  };
}
