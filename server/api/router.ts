import { accountRouter } from './routers/account';
import { announcementRouter } from './routers/announcement';
import { boardRouter } from './routers/board';
import { continuityRouter } from './routers/continuity';
import { controlRouter } from './routers/control';
import { declarationRouter } from './routers/declaration';
import { feeRouter } from './routers/fee';
import { firmRouter } from './routers/firm';
import { firmKeyRouter } from './routers/firm-key';
import { fleetRouter } from './routers/fleet';
import { flowRouter } from './routers/flow';
import { flowPlanRouter } from './routers/flow-plan';
import { gatesRouter } from './routers/gates';
import { handoverRouter } from './routers/handover';
import { intakeRouter } from './routers/intake';
import { neighbourRouter } from './routers/neighbour';
import { passRouter } from './routers/pass';
import { peopleRouter } from './routers/people';
import { processRouter } from './routers/process';
import { redirectRouter } from './routers/redirect';
import { reportRouter } from './routers/report';
import { slotRouter } from './routers/slot';
import { statusRouter } from './routers/status';
import { substitutionRouter } from './routers/substitution';
import { tellingRouter } from './routers/telling';
import { threadRouter } from './routers/thread';
import { trustRouter } from './routers/trust';
import { router } from './trpc';

/** The table of contents: every procedure is input schema → may this actor? → one use case. */
export const appRouter = router({
  account: accountRouter,
  firm: firmRouter,
  declaration: declarationRouter,
  slot: slotRouter,
  substitution: substitutionRouter,
  intake: intakeRouter,
  firmKey: firmKeyRouter,
  pass: passRouter,
  board: boardRouter,
  announcement: announcementRouter,
  handover: handoverRouter,
  control: controlRouter,
  continuity: continuityRouter,
  fee: feeRouter,
  fleet: fleetRouter,
  flow: flowRouter,
  redirect: redirectRouter,
  neighbour: neighbourRouter,
  process: processRouter,
  flowPlan: flowPlanRouter,
  gates: gatesRouter,
  people: peopleRouter,
  report: reportRouter,
  trust: trustRouter,
  telling: tellingRouter,
  thread: threadRouter,
  status: statusRouter,
});
export type AppRouter = typeof appRouter;
