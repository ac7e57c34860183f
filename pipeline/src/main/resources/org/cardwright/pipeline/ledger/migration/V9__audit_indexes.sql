-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- The audit grows by an entry per chunk, and is asked at every opening what became of acts on keys, requests and operators.
create index if not exists audit_by_resource on audit (resource);

create index if not exists audit_by_event on audit (event);
