-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- A pool of ICC key pairs that are made ahead of their cards. Its storage key is wrapped by the security module.
create table if not exists key_pool (
    pool         varchar(59)   not null primary key,
    modulus_bits integer       not null,
    exponent     integer       not null,
    storage_key  varchar(4000) not null,
    next_number  bigint        not null
);

-- One row per pair for ever; block, the wrapped pair, is there only while the pair waits.
create table if not exists key_pair (
    pool          varchar(59)   not null references key_pool,
    number        bigint        not null,
    state         varchar(9)    not null,
    modulus       varchar(496)  not null,
    modulus_hash  varchar(64)   not null,
    block         varchar(4000) not null,
    filled_at     varchar(32)   not null,
    batch         varchar(64),
    record_number integer,
    reason        varchar(200)  not null,
    primary key (pool, number),
    constraint key_pair_modulus_once unique (modulus_hash)
);

create index if not exists key_pair_by_state on key_pair (pool, state, number);

-- What came into a pool and what left it, in the transaction in which it did.
create table if not exists key_pool_movement (
    id       varchar(36)  not null primary key,
    pool     varchar(59)  not null references key_pool,
    kind     varchar(9)   not null,
    quantity integer      not null,
    resource varchar(200) not null
);

create index if not exists key_pool_movement_by_pool on key_pool_movement (pool, kind);
