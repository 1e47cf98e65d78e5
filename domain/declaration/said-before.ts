import type { DeclaredDetails } from '../sync/declared-details';
import type { SubmittedDetails } from './submission';

/** What a declaration that is in the log said for its kind, to be filed again as it was: the crossing goes on elsewhere. */
export const detailsSaid = (details: DeclaredDetails | undefined): SubmittedDetails => ({
  purpose: details?.purpose ?? null,
  yard: details?.yard ?? null,
  transportLicence: details?.transportLicence ?? null,
  nextTractor: details?.nextTractor ?? null,
  storageUntil: details?.storageUntil ?? null,
  twoWay: details?.twoWay ?? false,
  more: details?.more ?? { origin: null, quantity: null, value: null },
});

/** Its lists; what only another crossing of the old gate can be tied to stays behind. */
export const listsSaid = (
  details: DeclaredDetails | undefined,
): Pick<DeclaredDetails, 'goods' | 'receiving' | 'continues'> => ({
  goods: details?.goods,
  receiving: details?.receiving,
  continues: details?.continues,
});
