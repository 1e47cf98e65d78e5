import { accountRouter } from './routers/account';
import { announcementRouter } from './routers/announcement';
import { boardRouter } from './routers/board';
import { continuityRouter } from './routers/continuity';
import { controlRouter } from './routers/control';
import { declarationRouter } from './routers/declaration';
import { flowRouter } from './routers/flow';
import { flowPlanRouter } from './routers/flow-plan';
import { handoverRouter } from './routers/handover';
import { passRouter } from './routers/pass';
import { peopleRouter } from './routers/people';
import { processRouter } from './routers/process';
import { reportRouter } from './routers/report';
import { router } from './trpc';

/** The table of contents: every procedure is input schema → may this actor? → one use case. */
export const appRouter = router({
  account: accountRouter,
  declaration: declarationRouter,
  pass: passRouter,
  board: boardRouter,
  announcement: announcementRouter,
  handover: handoverRouter,
  control: controlRouter,
  continuity: continuityRouter,
  flow: flowRouter,
  process: processRouter,
  flowPlan: flowPlanRouter,
  people: peopleRouter,
  report: reportRouter,
});
export type AppRouter = typeof appRouter;
