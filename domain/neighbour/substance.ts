import { canonicalJson } from '../sync/canonical-json';
import type { Content } from './content';

/** What is said, without the moment of saying it: said again later, it is the same. */
const substanceOf = (content: Content): string =>
  canonicalJson({ kind: content.kind, said: withoutMoment(content) });

function withoutMoment({ kind, said }: Content): object {
  switch (kind) {
    case 'acceptance':
      return { ...said, periods: said.periods.map(({ offered, actual }) => ({ offered, actual })) };
    case 'hours':
    case 'manifest': {
      const { from: _, until: __, ...rest } = said;
      return rest;
    }
    case 'queue':
    case 'yard': {
      const { at: _, ...rest } = said;
      return rest;
    }
    default:
      return said;
  }
}

/** BU-10: does the later list say something that the earlier one does not? That an hour's receipt is over is nothing new. */
export function saysNew(earlier: readonly Content[], later: readonly Content[]): boolean {
  const said = new Set(earlier.map(substanceOf));
  return later.some((each) => !said.has(substanceOf(each)));
}
