import * as z from 'zod';
import { ANNOUNCEMENT_MOST } from '@/domain/board/announcements';
import { eventIdSchema } from '@/domain/shared/identity';
import { endAnnouncement } from '@/server/announcement/end-announcement';
import { listAnnouncements } from '@/server/announcement/list-announcements';
import { makeAnnouncement } from '@/server/announcement/make-announcement';
import { give } from '../errors';
import { lineSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

const said = lineSchema(1, ANNOUNCEMENT_MOST);

export const announcementRouter = router({
  list: gateProcedure.query(({ ctx, input }) => listAnnouncements(ctx, input)),
  make: gateProcedure
    .input(z.object({ text: z.object({ vi: said, en: said, zh: said }), until: z.int().nullable() }))
    .mutation(async ({ ctx, input }) => give(await makeAnnouncement(ctx, input))),
  end: gateProcedure
    .input(z.object({ announcement: eventIdSchema }))
    .mutation(async ({ ctx, input }) => give(await endAnnouncement(ctx, input))),
});
