import { useTranslations } from 'use-intl';
import type { EventType } from '@/domain/sync/event';

/** Message keys cannot hold dots: `step.confirmed` is told under `step-confirmed`. */
type Dotless<T extends string> = T extends `${infer Head}.${infer Tail}` ? `${Head}-${Tail}` : T;
const dotless = <T extends string>(type: T): Dotless<T> => type.replace('.', '-') as Dotless<T>;

/** What happened, in a word: the same on a tablet and in the control room. */
export function useEventWord(): (type: EventType) => string {
  const t = useTranslations('control.event');
  return (type) => t(dotless(type));
}
