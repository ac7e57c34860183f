-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- One row for each run of a line over the cards of a group.
create table if not exists chip_run (
    id         varchar(36)  not null primary key,
    batch      varchar(64)  not null references batch,
    card_group varchar(128) not null,
    number     integer      not null,
    station    varchar(12)  not null,
    cards      integer      not null,
    carried    integer      not null,
    begun_at   varchar(32)  not null,
    ended_at   varchar(32)  not null,
    ending     varchar(200) not null,
    seal       varchar(64)  not null,
    constraint chip_run_once unique (batch, card_group, number)
);

-- What became of the blanks at each head of a run, counted in the transaction of each end.
create table if not exists chip_head (
    run      varchar(36)  not null references chip_run,
    head     varchar(128) not null,
    taken    integer      not null,
    good     integer      not null,
    scrapped integer      not null,
    returned integer      not null,
    sample   integer      not null,
    seal     varchar(64)  not null,
    primary key (run, head),
    constraint chip_head_balanced check (taken = good + scrapped + returned + sample)
);

-- By which run, at which head, and the how manieth good card of its run it was. Empty at a desk, and in rows from before.
alter table chip_attempt add column if not exists run varchar(36) default '' not null;
alter table chip_attempt add column if not exists head varchar(128) default '' not null;
alter table chip_attempt add column if not exists place integer default 0 not null;
create index if not exists chip_attempt_by_run on chip_attempt (run);
