import { gateById } from '@/domain/gate/gates';
import { type ReportDay, reportDaySchema } from '@/domain/report/home-day';
import { REPORTS } from '@/domain/report/sheet';
import type { GateId } from '@/domain/shared/identity';

export const REPORT_TABS = [...REPORTS, 'mail'] as const;
export type ReportTab = (typeof REPORT_TABS)[number];

/** How many days a study is over, up to and with the chosen one. */
export const SPANS = [1, 7, 30] as const;
export type Span = (typeof SPANS)[number];
const FIRST_SPAN: Span = 7;

/** The province in an address: no gate has this code. */
export const PROVINCE = 'province';

export type ReportRoute = {
  /** `undefined`: whatever gate is ours. */
  readonly place: GateId | typeof PROVINCE | undefined;
  /** `undefined`: today, as it goes on. */
  readonly day: ReportDay | undefined;
  readonly span: Span;
};

/** `HN/2026-11-26/7`, parts missing from the end; anything else is today at our own gate. */
export function parseReportRoute(hash: string): ReportRoute {
  const [place = '', day = '', span = ''] = hash.split('/');
  const parsed = reportDaySchema.safeParse(day);
  return {
    place: place === PROVINCE ? PROVINCE : gateById(place)?.code,
    day: parsed.success ? parsed.data : undefined,
    span: SPANS.find((known) => String(known) === span) ?? FIRST_SPAN,
  };
}

export function reportHash({ place, day, span }: ReportRoute): string {
  if (place === undefined) return '';
  const isPlain = span === FIRST_SPAN;
  return [
    place,
    ...(day === undefined && isPlain ? [] : [day ?? '']),
    ...(isPlain ? [] : [String(span)]),
  ].join('/');
}

export const reportHref = (tab: ReportTab, route: ReportRoute): string =>
  `/control/reports/${tab}#${reportHash(route)}`;
