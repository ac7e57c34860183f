-- The ledger. One dialect for H2 and PostgreSQL: text, whole numbers and booleans only.
-- Hashes and wrapped keys are upper-case hexadecimal, moments ISO 8601 in UTC, days ISO 8601.

create table batch (
    batch           varchar(64)   not null primary key,
    issuer          varchar(64)   not null,
    source_sha256   varchar(64)   not null,
    sequence_number bigint,
    layout          varchar(128)  not null,
    business_date   varchar(10)   not null,
    records         integer       not null,
    directory       varchar(4000) not null,
    data_key        varchar(4000),
    state           varchar(8)    not null,
    run             varchar(36),
    taken_at        varchar(32)   not null,
    constraint batch_source unique (issuer, source_sha256)
);

-- A number is used by exactly one batch of an issuer.
create table issuer_sequence (
    issuer          varchar(64) not null,
    sequence_number bigint      not null,
    batch           varchar(64) not null references batch,
    primary key (issuer, sequence_number)
);

-- One row per ordered card. live_* is filled while the card may exist, so that a rejected order can be sent again.
create table card_order (
    batch            varchar(64)  not null references batch,
    record_number    integer      not null,
    order_reference  varchar(64)  not null,
    product          varchar(128),
    card_group       varchar(128),
    state            varchar(8)   not null,
    record_index     integer,
    fingerprint      varchar(64),
    live_fingerprint varchar(64),
    live_reference   varchar(64),
    rule             varchar(8),
    field            varchar(40),
    detail           varchar(200),
    primary key (batch, record_number),
    constraint card_once unique (live_fingerprint),
    constraint reference_once unique (batch, live_reference),
    constraint index_once unique (batch, record_index)
);

create index card_order_by_state on card_order (batch, state);

-- What each chunk handed over, in the transaction of the chunk.
create table hand_over (
    batch    varchar(64) not null references batch,
    step     varchar(16) not null,
    chunk    bigint      not null,
    taken    integer     not null,
    good     integer     not null,
    rejected integer     not null,
    held     integer     not null,
    remade   integer     not null,
    primary key (batch, step, chunk),
    constraint hand_over_balanced check (taken = good + rejected + held + remade)
);

-- The sum of the hand-overs of a step, with the place the step has reached.
create table step_account (
    batch    varchar(64)   not null references batch,
    step     varchar(16)   not null,
    chunks   bigint        not null,
    taken    integer       not null,
    good     integer       not null,
    rejected integer       not null,
    held     integer       not null,
    remade   integer       not null,
    closed   boolean       not null,
    place    varchar(8000) not null,
    primary key (batch, step),
    constraint step_account_balanced check (taken = good + rejected + held + remade)
);

-- Serial numbers of ICC certificates: the next free one per issuer key, and the block of every batch.
create table certificate_serial (
    issuer_key  varchar(80) not null primary key,
    next_number bigint      not null
);

create table batch_serial (
    batch        varchar(64) not null references batch,
    issuer_key   varchar(80) not null,
    first_number bigint      not null,
    size         bigint      not null,
    used         bigint      not null,
    primary key (batch, issuer_key),
    constraint batch_serial_in_block check (used <= size)
);

-- Who did what. Every row holds the hash of the one before it.
create table audit (
    number        bigint       not null primary key,
    at            varchar(32)  not null,
    operator      varchar(64)  not null,
    event         varchar(32)  not null,
    success       boolean      not null,
    origin        varchar(200) not null,
    resource      varchar(200) not null,
    reason        varchar(500) not null,
    previous_hash varchar(64)  not null,
    hash          varchar(64)  not null
);

create table audit_head (
    id     integer     not null primary key,
    number bigint      not null,
    hash   varchar(64) not null
);

insert into audit_head (id, number, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

create table operator_register (
    id         varchar(32)  not null primary key,
    roles      varchar(100) not null,
    passphrase varchar(255) not null,
    added_by   varchar(32)  not null,
    added_at   varchar(32)  not null
);

create table approval_request (
    id           varchar(64)  not null primary key,
    batch        varchar(64)  not null references batch,
    state        varchar(10)  not null,
    requested_by varchar(32)  not null,
    reason       varchar(500) not null,
    approved_by  varchar(32)  not null
);
