-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- One row for each file that an issuer dropped. content is issuer/hash while the same content may not come again; told: its issuer knows how
-- it ended.
create table if not exists issuer_drop (
    id       varchar(32)  not null primary key,
    number   bigint       not null,
    issuer   varchar(40)  not null,
    name     varchar(128) not null,
    sha256   varchar(64)  not null,
    bytes    bigint       not null,
    state    varchar(16)  not null,
    reason   varchar(500) not null,
    batch    varchar(64)  not null,
    taken_at varchar(32)  not null,
    ended_at varchar(32)  not null,
    content  varchar(110),
    told     boolean      not null,
    seal     varchar(64)  not null,
    constraint issuer_drop_number unique (number),
    constraint issuer_drop_content unique (content)
);
create index if not exists issuer_drop_by_state on issuer_drop (state);
