-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- That another party said it has a key, by the check value which the key has here.
create table if not exists key_confirmation (
    key_name    varchar(80)  not null,
    check_value varchar(80)  not null,
    party       varchar(32)  not null,
    seal        varchar(64)  not null,
    primary key (key_name, check_value, party)
);
