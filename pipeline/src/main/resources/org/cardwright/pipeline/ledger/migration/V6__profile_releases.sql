-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- A version of a product profile that two persons released for production, or that waits for the second.
create table if not exists profile_release (
    id           varchar(64)  not null primary key,
    issuer       varchar(64)  not null,
    product      varchar(64)  not null,
    version      integer      not null,
    hash         varchar(64)  not null,
    state        varchar(10)  not null,
    requested_by varchar(32)  not null,
    reason       varchar(500) not null,
    approved_by  varchar(32)  not null,
    seal         varchar(64)  not null
);
