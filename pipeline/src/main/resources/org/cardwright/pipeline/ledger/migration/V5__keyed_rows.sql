-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- Where a person stands, the audit entry of the last change, and an HMAC over the row.
alter table operator_register add column if not exists state varchar(16) default 'ACTIVE' not null;
alter table operator_register add column if not exists audited bigint default 0 not null;
alter table operator_register add column if not exists seal varchar(64) default '' not null;

-- An HMAC over the row.
alter table approval_request add column if not exists seal varchar(64) default '' not null;
