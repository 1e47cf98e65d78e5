import { type Assessment, BILL_KINDS, type BillKind, type FeeLine } from './assess';

/** A bill as it was made; once void it stays on record, and money that comes for it still counts. */
export type Bill = {
  readonly id: string;
  readonly kind: BillKind;
  readonly reference: string;
  readonly amount: number;
  readonly isVoid: boolean;
};
/** Money in (positive, for a bill) and back out (negative, an approved refund), VND. */
export type Movement = { readonly kind: BillKind; readonly amount: number };

export type Balance = {
  readonly kind: BillKind;
  readonly lines: readonly FeeLine[];
  /** Assessed now. */
  readonly due: number;
  readonly paid: number;
  /** Still to be paid, or to be given back; never both. */
  readonly open: number;
  readonly excess: number;
  /** The bill that asks for exactly what is open, where there is one. */
  readonly bill: Bill | null;
  /** Bills that ask for something else by now. */
  readonly stale: readonly Bill[];
};

/**
 * How a trip stands by kind of bill (FE-9): assessed anew each time, held against all that was ever paid. A change of the
 * declaration makes no correction of an old bill but a new one for the difference.
 */
export function balancesOf(
  assessed: Assessment | null,
  bills: readonly Bill[],
  movements: readonly Movement[],
): readonly Balance[] {
  return BILL_KINDS.flatMap((kind): Balance[] => {
    const own = bills.filter((bill) => bill.kind === kind);
    const money = movements.filter((movement) => movement.kind === kind);
    const now = assessed?.bills.find((bill) => bill.kind === kind);
    if (now === undefined && own.length === 0 && money.length === 0) return [];
    const due = now?.total ?? 0;
    const paid = money.reduce((sum, { amount }) => sum + amount, 0);
    const open = Math.max(0, due - paid);
    const asking = own.filter(({ isVoid }) => !isVoid);
    const bill = open > 0 ? (asking.find(({ amount }) => amount === open) ?? null) : null;
    return [
      {
        kind,
        lines: now?.lines ?? [],
        due,
        paid,
        open,
        excess: Math.max(0, paid - due),
        bill,
        stale: asking.filter((each) => each !== bill),
      },
    ];
  });
}

/** Paid in full: the step of the process that says so may be ticked. A kind that is not assessed was never owed. */
export const isSettled = (balances: readonly Balance[], kind: BillKind): boolean => {
  const balance = balances.find((each) => each.kind === kind);
  return balance !== undefined && balance.open === 0 && balance.due > 0;
};
