-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- One row for each job that a machine is given: planned, complete in its folder, handed over, ended.
create table if not exists station_job (
    batch      varchar(64)  not null,
    room       varchar(32)  not null,
    number     integer      not null,
    name       varchar(64)  not null,
    machine    varchar(32)  not null,
    definition varchar(64)  not null,
    plastic_group varchar(64) not null,
    cards      integer      not null,
    state      varchar(16)  not null,
    sha256     varchar(64)  not null,
    begun_at   varchar(32)  not null,
    ended_at   varchar(32)  not null,
    seal       varchar(64)  not null,
    primary key (batch, room, number)
);
create unique index if not exists station_job_name on station_job (name);
