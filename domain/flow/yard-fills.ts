import type { PlanContent } from './flow-plan';

/** One yard of a gate, both directions. */
export type YardFill = {
  readonly name: string;
  readonly kind: 'staging' | 'inside';
  readonly standing: number;
  /** Null: nobody has said. */
  readonly places: number | null;
};

/** Vehicles that were ticked in a yard lately: those who stand there waiting for their call, and those inside the gate. */
export type YardCount = { readonly name: string; readonly staging: number; readonly inside: number };

/**
 * GA-11: the fill of each yard of a plan, from ticks that say where. A yard where nothing was ticked lately is left out: of it
 * nothing is known, and zero would be a claim.
 */
export function yardFills(content: PlanContent, counts: readonly YardCount[]): readonly YardFill[] {
  const yards = [...new Map(content.yards.map((yard) => [`${yard.kind} ${yard.name}`, yard])).values()];
  return yards.flatMap(({ name, kind }) => {
    const count = counts.find((each) => each.name === name);
    if (count === undefined) return [];
    const places = content.yards.flatMap((yard) =>
      yard.name === name && yard.kind === kind ? (yard.places ?? []) : [],
    );
    return [
      {
        name,
        kind,
        standing: count[kind],
        places: places.length === 0 ? null : places.reduce((sum, each) => sum + each, 0),
      },
    ];
  });
}
