import type { Direction } from '../shared/vocabulary';
import { type Ratio, ratioSchema } from './order-class';
import table from './ratios.json' with { type: 'json' };

const ratios: Readonly<Record<Direction, Ratio>> = {
  export: ratioSchema.parse(table.export),
  import: ratioSchema.parse(table.import),
};

/** The turns of a round until a manager sets others (ratios.json says where they come from). */
export const defaultRatio = (direction: Direction): Ratio => ratios[direction];
