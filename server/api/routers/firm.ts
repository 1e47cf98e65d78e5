import * as z from 'zod';
import { MOST_CONTACT, parseContact } from '@/domain/access/contact';
import { hasAddress } from '@/domain/access/firm-name';
import { parseTaxCode } from '@/domain/identifiers/tax-code';
import { firmRoleSchema, localeSchema } from '@/domain/shared/vocabulary';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/server/auth/own-password';
import { changeRole, removeMember } from '@/server/firm/change-member';
import { inviteMember, withdrawInvitation } from '@/server/firm/invite-member';
import { joinFirm, readInvitation } from '@/server/firm/join-firm';
import { listMembers } from '@/server/firm/list-members';
import { confirmFirm, registerFirm } from '@/server/firm/register-firm';
import { give } from '../errors';
import { lineSchema } from '../inputs';
import { firmProcedure, publicProcedure, router } from '../trpc';

const contactSchema = z
  .string()
  .max(MOST_CONTACT)
  .transform((raw, ctx) => {
    const contact = parseContact(raw);
    if (contact !== null) return contact;
    ctx.addIssue({ code: 'custom' });
    return z.NEVER;
  });
const taxCodeSchema = z
  .string()
  .max(80)
  .transform((raw, ctx) => {
    const parsed = parseTaxCode(raw);
    if (parsed.ok) return parsed.value;
    ctx.addIssue({ code: 'custom' });
    return z.NEVER;
  });
const passwordSchema = z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD);
const nameSchema = lineSchema(2, 80);
const tokenSchema = z.string().regex(/^[\w-]{32}$/);
const memberSchema = z.object({ member: z.uuid() });

/** A firm and its people (FM). */
export const firmRouter = router({
  register: publicProcedure
    .input(
      z.object({
        firmName: lineSchema(2, 200).refine((name) => !hasAddress(name)),
        taxCode: taxCodeSchema,
        name: nameSchema,
        contact: contactSchema,
        password: passwordSchema,
        locale: localeSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await registerFirm(ctx, input))),
  confirm: publicProcedure
    .input(z.object({ request: z.uuid(), code: z.string().max(60) }))
    .mutation(async ({ ctx, input }) => give(await confirmFirm(ctx, input))),
  invitation: publicProcedure
    .input(z.object({ token: tokenSchema }))
    .query(async ({ ctx, input }) => give(await readInvitation(ctx, input))),
  join: publicProcedure
    .input(z.object({ token: tokenSchema, name: nameSchema, password: passwordSchema }))
    .mutation(async ({ ctx, input }) => give(await joinFirm(ctx, input))),
  members: firmProcedure.query(({ ctx }) => listMembers(ctx)),
  invite: firmProcedure
    .input(z.object({ contact: contactSchema, role: firmRoleSchema, locale: localeSchema }))
    .mutation(async ({ ctx, input }) => give(await inviteMember(ctx, input))),
  withdrawInvitation: firmProcedure
    .input(z.object({ invitation: z.uuid() }))
    .mutation(async ({ ctx, input }) => give(await withdrawInvitation(ctx, input))),
  changeRole: firmProcedure
    .input(memberSchema.extend({ role: firmRoleSchema }))
    .mutation(async ({ ctx, input }) => give(await changeRole(ctx, input))),
  remove: firmProcedure
    .input(memberSchema)
    .mutation(async ({ ctx, input }) => give(await removeMember(ctx, input))),
});
