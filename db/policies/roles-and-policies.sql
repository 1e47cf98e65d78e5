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
    select c.oid, c.relname as name, c.relname in ('firm', 'vehicle_claim') as of_province, (
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
revoke update, delete, truncate on public.process, public.flow_plan, public.person_change from gate_app;
-- What was handed over is not changed afterwards.
revoke update, delete, truncate on public.handover_note from gate_app;
