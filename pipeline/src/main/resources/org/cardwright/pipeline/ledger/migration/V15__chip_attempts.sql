-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- One row for each chip that a record of a sealed batch used up, written before the first command that changes the chip.
create table if not exists chip_attempt (
    batch    varchar(64)  not null,
    card     bigint       not null,
    attempt  integer      not null,
    state    varchar(16)  not null,
    key_data varchar(20)  not null,
    detail   varchar(400) not null,
    seal     varchar(64)  not null,
    primary key (batch, card, attempt)
);
