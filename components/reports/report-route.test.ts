import { expect, test } from 'vitest';
import { reportDaySchema } from '@/domain/report/home-day';
import { gateIdSchema } from '@/domain/shared/identity';
import { PROVINCE, parseReportRoute, type ReportRoute, reportHash } from './report-route';

const day = reportDaySchema.parse('2026-11-26');

test('what is written is read back', () => {
  const routes: readonly ReportRoute[] = [
    { place: gateIdSchema.parse('HN'), day, span: 30 },
    { place: gateIdSchema.parse('TT'), day, span: 7 },
    { place: PROVINCE, day: undefined, span: 7 },
    { place: PROVINCE, day: undefined, span: 1 },
  ];
  for (const route of routes) expect(parseReportRoute(reportHash(route))).toEqual(route);
});

test('anything else is today at our own gate, not a dead end', () => {
  for (const hash of ['', 'XX', 'XX/2026-11-31/9', '/x'])
    expect(parseReportRoute(hash)).toEqual({ place: undefined, day: undefined, span: 7 });
});
