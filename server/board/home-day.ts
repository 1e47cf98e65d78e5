/** Midnight in Hà Nội; the rule itself is the reports' (RP-1). */
export { homeDayStart } from '@/domain/report/home-day';
