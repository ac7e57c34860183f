-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- One row for each card in each room and attempt: no two stations of a room take the same one.
create table if not exists station_card (
    batch      varchar(64)  not null,
    card       bigint       not null,
    room       varchar(32)  not null,
    attempt    integer      not null,
    chain      varchar(32)  not null,
    job        varchar(64)  not null,
    place      integer      not null,
    state      varchar(16)  not null,
    error      varchar(16)  not null,
    plastic    varchar(32)  not null,
    decided_by varchar(32)  not null,
    ended_at   varchar(32)  not null,
    seal       varchar(64)  not null,
    primary key (batch, card, room, attempt)
);
create unique index if not exists station_card_place on station_card (job, place);
create index if not exists station_card_by_plastic on station_card (plastic);
create index if not exists station_card_by_chain on station_card (batch, chain);
