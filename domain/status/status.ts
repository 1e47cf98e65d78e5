/** Systems of others that this installation lives with. */
export const STATUS_LINKS = ['customs', 'bank', 'messages', 'push'] as const;
export type StatusLink = (typeof STATUS_LINKS)[number];
export type LinkState = 'off' | 'idle' | 'works' | 'troubled';

/** How a link stands (TE-13): of several tries in a row that failed, or of a good answer; nothing yet is neither. Times in ms. */
export function linkState(link: {
  readonly isSetUp: boolean;
  readonly lastGoodAt: number | null;
  readonly lastBadAt: number | null;
}): LinkState {
  if (!link.isSetUp) return 'off';
  const { lastGoodAt, lastBadAt } = link;
  if (lastBadAt !== null && lastBadAt > (lastGoodAt ?? Number.NEGATIVE_INFINITY)) return 'troubled';
  return lastGoodAt === null ? 'idle' : 'works';
}

export type ServiceStatus = {
  /** Centre's clock, ms. */
  readonly at: number;
  readonly links: readonly {
    readonly link: StatusLink;
    readonly state: LinkState;
    readonly lastGoodAt: number | null;
  }[];
  readonly gates: readonly {
    readonly gateId: string;
    /** The newest fact that its log has; null: none yet. */
    readonly newestAt: number | null;
    /** Working on paper since; null: not. */
    readonly paperSince: number | null;
  }[];
};

/** Of the whole: what a person wants to know first. */
export const overall = (status: ServiceStatus): 'up' | 'partly' =>
  status.links.some(({ state }) => state === 'troubled') ? 'partly' : 'up';
