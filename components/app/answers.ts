import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/server/api/router';

/** What the API answers, told by the router's own type: components know nothing else of the server. */
type Outputs = inferRouterOutputs<AppRouter>;

export type Me = Outputs['account']['me'];
export type SubmitOutcome = Outputs['declaration']['submit'];
export type DraftView = Outputs['declaration']['drafts'][number];
export type ControlDevice = Outputs['control']['devices'][number];
export type HelpAsked = Outputs['control']['help'][number];
export type QuarantinedThing = Outputs['control']['quarantine'][number];
export type UploadedList = Outputs['control']['importEligibility'];
export type AnnouncementLine = Outputs['announcement']['list'][number];
export type HandoverLine = Outputs['handover']['list'][number];
export type ContinuityState = Outputs['continuity']['state'];
export type Manifest = Outputs['continuity']['manifest'];
export type JudgedLine = Outputs['continuity']['enter'][number];
export type ReportSubscription = Outputs['report']['subscriptions']['subscriptions'][number];
export type CrossingRecord = Outputs['control']['crossing'];
export type OpenEvent = CrossingRecord['events'][number];
export type OpenQuestion = Outputs['declaration']['questions'][number];
export type ErrorCode = AppRouter['_def']['_config']['$types']['errorShape']['data']['errorCode'];
export type OpenedProcess = Outputs['process']['open'];
export type PersonLine = Outputs['people']['list'][number];
