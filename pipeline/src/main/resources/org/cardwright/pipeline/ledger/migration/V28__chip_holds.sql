-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- Cards that a run did not go on with although nothing was written for them, and why.
create table if not exists chip_hold (
    run    varchar(36)  not null references chip_run,
    card   bigint       not null,
    reason varchar(400) not null,
    seal   varchar(64)  not null,
    primary key (run, card)
);
