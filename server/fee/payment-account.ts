import type { PaymentAccount } from '@/domain/fee/vietqr';
import type { Environment } from '../env';

/** The account that fees are paid to; null where the installation has none. */
export function paymentAccount({ FEE_BANK, FEE_ACCOUNT, FEE_HOLDER }: Environment): PaymentAccount | null {
  if (FEE_BANK === undefined || FEE_ACCOUNT === undefined) return null;
  return { bank: FEE_BANK, account: FEE_ACCOUNT, holder: FEE_HOLDER ?? '' };
}
