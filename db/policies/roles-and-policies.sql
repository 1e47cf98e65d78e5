-- Run by the owner after every migration, so that no new table is ever without its policies. May run any number of times.
--
-- gate_app is the role of the application. What a row belongs to decides who sees it:
--   a gate        gate_id in the primary key: read by the gate that the transaction speaks for (app.gate) or by all of
--                 the province ('*'); written only by that one gate, '*' never writes;
--   a firm        firm_id in the primary key: the firm the transaction speaks for (app.firm; an import names several,
--                 with commas between);
--   the province  listed below: any transaction that speaks for a gate or for the province;
--   an account    everything else (people, sessions): only the pool of the sign-in library (app.purpose).
-- No context, no rows. FORCE: the owner of the tables is bound as well, unless a superuser.

do $$
begin
  if not exists (select from pg_roles where rolname = 'gate_app') then
    create role gate_app login;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another migration on this cluster made it meanwhile
end
$$;

do $$
begin
  execute format('grant connect on database %I to gate_app', current_database());
end
$$;

revoke create on schema public from public;
grant usage on schema public to gate_app;
grant usage on schema drizzle to gate_app;
grant select on all tables in schema drizzle to gate_app;

do $$
declare
  relation record;
  found record;
begin
  for relation in
    select c.oid, c.relname as name, c.relname in ('firm', 'vehicle_claim', 'bank_credit', 'firm_mark', 'sheet_work', 'chassis_claim',
      'gate_table',
      'neighbour_outbox', 'neighbour_inbox', 'neighbour_mark', 'neighbour_link', 'neighbour_key', 'neighbour_nonce')
      as of_province, (
      select coalesce(array_agg(a.attname::text), '{}') from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
      where k.conrelid = c.oid and k.contype = 'p'
    ) as key
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop
    execute format('alter table public.%I enable row level security', relation.name);
    execute format('alter table public.%I force row level security', relation.name);
    for found in select policyname from pg_policies where schemaname = 'public' and tablename = relation.name loop
      execute format('drop policy %I on public.%I', found.policyname, relation.name);
    end loop;

    -- The sub-select makes the planner read the setting once for a statement, not once for a row.
    if 'gate_id' = any (relation.key) then
      execute format($p$create policy gate_read on public.%I for select using
        (gate_id = (select current_setting('app.gate', true)) or (select current_setting('app.gate', true)) = '*')$p$, relation.name);
      execute format($p$create policy gate_insert on public.%I for insert with check
        (gate_id = (select current_setting('app.gate', true)))$p$, relation.name);
      execute format($p$create policy gate_update on public.%I for update using
        (gate_id = (select current_setting('app.gate', true)))$p$, relation.name);
      execute format($p$create policy gate_delete on public.%I for delete using
        (gate_id = (select current_setting('app.gate', true)))$p$, relation.name);
    elsif 'firm_id' = any (relation.key) then
      execute format($p$create policy firm on public.%I using
        (firm_id::text = any ((select string_to_array(current_setting('app.firm', true), ','))::text[]))$p$, relation.name);
    else
      execute format($p$create policy accounts on public.%I using
        ((select current_setting('app.purpose', true)) = 'sign-in')$p$, relation.name);
      if relation.of_province then
        execute format($p$create policy province on public.%I using
          ((select current_setting('app.gate', true)) <> '')$p$, relation.name);
      end if;
    end if;

    execute format('revoke all on public.%I from gate_app', relation.name);
    execute format('grant select, insert, update, delete on public.%I to gate_app', relation.name);
  end loop;
end
$$;

-- The log and what was signed or set aside are written once.
revoke update, delete, truncate on public.event, public.device_quarantine, public.device_act from gate_app;
revoke update, truncate on public.pass_token from gate_app;
revoke update, delete, truncate on public.photo_part from gate_app;
-- Erasing a picture deletes its key, and that alone.
revoke update, truncate on public.photo from gate_app;
revoke delete, truncate on public.gate_head, public.device, public.incident, public.approver from gate_app;
revoke update, delete, truncate on public.process, public.flow_plan, public.call_knew, public.person_change, public.member_change from gate_app;
-- What was answered once is the answer.
revoke update, truncate on public.firm_answer from gate_app;
-- What was handed over is not changed afterwards.
revoke update, delete, truncate on public.handover_note from gate_app;
-- Money that was booked stays booked: what is wrong is put right by another movement.
revoke update, delete, truncate on public.fee_movement from gate_app;
revoke delete, truncate on public.fee_bill, public.fee_refund, public.bank_credit from gate_app;
revoke update, delete, truncate on public.firm_mark, public.gate_table from gate_app;
-- What was told and what was asked and answered is not changed afterwards; only how a message fares is.
revoke update, truncate on public.telling, public.thread_message from gate_app;
-- Erasing a crossing's people takes the own words of its thread, and them alone.
grant update (sealed) on public.thread_message to gate_app;
-- The public record of slots and the draws are written once; a commitment is never changed, only drawn.
revoke update, delete, truncate on public.slot_record, public.slot_draw, public.slot_conduct from gate_app;
revoke update, delete, truncate on public.slot_round from gate_app;
grant update (drawn_at) on public.slot_round to gate_app;
revoke truncate on public.slot from gate_app;
-- The row of an hour is the lock of its places: one that may still matter is never let go of.
create policy slot_past on public.slot as restrictive for delete using
  (hour_start < (extract(epoch from now()) - 30 * 86400) * 1000);
-- What was said across the border, to us or by us, stays as it was said.
revoke update, delete, truncate on public.neighbour_statement, public.neighbour_step, public.neighbour_bulletin
  from gate_app;
-- Boxes of the link are emptied from below; the mark says up to where.
revoke update, truncate on public.neighbour_outbox, public.neighbour_inbox from gate_app;
revoke delete, truncate on public.neighbour_key, public.neighbour_link, public.neighbour_mark from gate_app;
revoke update, delete, truncate on public.neighbour_incident from gate_app;
grant update (over_at, over_by) on public.neighbour_incident to gate_app;
-- What an officer saw, what was changed of a fleet, and where a crossing went on stay as they were written.
revoke update, delete, truncate on public.fleet_change, public.fleet_verification, public.redirect from gate_app;
revoke delete, truncate on public.substitution, public.fleet_vehicle, public.fleet_driver from gate_app;
