import { plateMatchKey } from './plate';

/**
 * Is what an officer read off a seal, a container or a plate the declared one? Spacing, case, punctuation and look-alike
 * letters do not make a difference (ID-9); an empty reading is never the same (ID-53).
 */
export function sameMark(read: string, declared: string): boolean {
  const key = plateMatchKey(read);
  return key !== '' && key === plateMatchKey(declared);
}
