import type { FlowLevel } from '@/domain/flow/level';

/** Fill of a bar or dot. Never alone: a number stands beside it. */
export const LEVEL_FILL: Record<FlowLevel, string> = {
  green: 'bg-level-green',
  yellow: 'bg-level-yellow',
  orange: 'bg-level-orange',
  red: 'bg-level-red',
};
