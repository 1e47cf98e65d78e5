import type { FirmContext } from '../declaration/firm-context';

/** Who keeps a firm's fleet: somebody of it, or its own system by its key. */
export type FleetKeeper = Pick<FirmContext, 'db' | 'clock' | 'keys' | 'firmId'> & {
  readonly actor: { readonly id: string };
};
