import { useFormatter } from 'use-intl';

/** Whole đồng in the reader's own way of writing numbers. */
export function useMoney(): (amount: number) => string {
  const { number } = useFormatter();
  return (amount) => number(amount, { style: 'currency', currency: 'VND', maximumFractionDigits: 0 });
}
