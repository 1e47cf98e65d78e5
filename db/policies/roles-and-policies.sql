-- Run by the owner after every migration, so that no new table is ever without its policies. May run any number of times.
--
-- gate_app is the role of the application. Gate data = every table with gate_id in its primary key:
--   reading   rows of the gate that the transaction speaks for (app.gate), or of every gate for '*';
--   writing   only rows of that one gate: '*' never writes;
--   no context, no rows. FORCE: the owner of the tables is bound as well, unless a superuser.
-- All other tables are accounts (people, sessions): only the pool of the sign-in library sees them (app.area).

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
    select c.oid, c.relname as name, exists (
      select from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
      where k.conrelid = c.oid and k.contype = 'p' and a.attname = 'gate_id'
    ) as of_gate
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop
    execute format('alter table public.%I enable row level security', relation.name);
    execute format('alter table public.%I force row level security', relation.name);
    for found in select policyname from pg_policies where schemaname = 'public' and tablename = relation.name loop
      execute format('drop policy %I on public.%I', found.policyname, relation.name);
    end loop;

    -- The sub-select makes the planner read the setting once for a statement, not once for a row.
    if relation.of_gate then
      execute format($p$create policy gate_read on public.%I for select using
        (gate_id = (select current_setting('app.gate', true)) or (select current_setting('app.gate', true)) = '*')$p$, relation.name);
      execute format($p$create policy gate_insert on public.%I for insert with check
        (gate_id = (select current_setting('app.gate', true)))$p$, relation.name);
      execute format($p$create policy gate_update on public.%I for update using
        (gate_id = (select current_setting('app.gate', true)))$p$, relation.name);
      execute format($p$create policy gate_delete on public.%I for delete using
        (gate_id = (select current_setting('app.gate', true)))$p$, relation.name);
    else
      execute format($p$create policy accounts on public.%I using
        ((select current_setting('app.area', true)) = 'accounts')$p$, relation.name);
    end if;

    execute format('revoke all on public.%I from gate_app', relation.name);
    execute format('grant select, insert, update, delete on public.%I to gate_app', relation.name);
  end loop;
end
$$;

-- The log and what was signed or set aside are written once.
revoke update, delete, truncate on public.event, public.device_quarantine, public.pass_token from gate_app;
revoke delete, truncate on public.gate_head, public.device, public.incident from gate_app;
revoke update, delete, truncate on public.process from gate_app;
