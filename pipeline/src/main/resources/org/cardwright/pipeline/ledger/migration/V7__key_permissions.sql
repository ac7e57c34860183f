-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- An act on keys or certificates that two persons permit, and whether it was done.
create table if not exists key_permission (
    id           varchar(64)  not null primary key,
    kind         varchar(32)  not null,
    subject      varchar(200) not null,
    hash         varchar(64)  not null,
    state        varchar(10)  not null,
    requested_by varchar(32)  not null,
    reason       varchar(500) not null,
    approved_by  varchar(32)  not null,
    seal         varchar(64)  not null
);
