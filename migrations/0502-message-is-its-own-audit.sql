-- Who a message was made by stands in it, so the row is its own audit (P8); what becomes of it is audited as before. Every
-- place that is kept, offered or given back makes one: the trigger cost as much as the insert.
alter table messages add column made_by_kind text default actor_kind();
alter table messages add column made_by_account uuid default actor_account();
drop trigger audit_insert on messages;
