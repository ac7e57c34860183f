-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated, and the rows of the orders stay in their
-- old table until all of them are in the new one. While they are there everything is numbered and copied anew: the program of before may
-- have gone on in between.

-- Gone when this script came to its end before.
create table if not exists card_order (
    batch            varchar(64)  not null,
    record_number    integer      not null,
    order_reference  varchar(64)  not null,
    product          varchar(128),
    card_group       varchar(128),
    state            varchar(8)   not null,
    record_index     integer,
    fingerprint      varchar(64),
    live_fingerprint varchar(64),
    live_reference   varchar(140),
    rule             varchar(8),
    field            varchar(40),
    detail           varchar(200),
    attempt          integer      not null,
    remade_by        varchar(64),
    visual_qc        varchar(40),
    chip_qc          varchar(40),
    stripe_qc        varchar(40),
    paper_qc         varchar(40),
    pin_qc           varchar(40)
);

-- Nothing but widths that are there already: PostgreSQL locks both tables against everybody who works with them.
alter table batch alter column state set data type varchar(16);
alter table card_order alter column detail set data type varchar(200);

-- The number of a batch in the rows of its orders. Counted up in the transaction that uses it, so that there are no gaps.
create table if not exists batch_number (
    batch  varchar(64) not null primary key references batch,
    number integer     not null,
    constraint batch_number_once unique (number)
);

create table if not exists next_batch_number (
    id     integer not null primary key,
    number integer not null
);

-- One row per ordered card, in place of card_order. order_key is batch_number * 2^32 + record_number: the rows of a batch lie side by side.
-- live_* is filled while the card may exist; live_card is the left half of its fingerprint, live_reference batch_number/order_reference.
create table if not exists ordered_card (
    order_key       bigint       not null primary key,
    batch_number    integer      not null,
    record_number   integer      not null,
    order_reference varchar(64)  not null,
    product         varchar(128),
    card_group      varchar(128),
    state           varchar(8)   not null,
    record_index    integer,
    fingerprint     varchar(64),
    live_card       uuid,
    live_reference  varchar(80),
    rule            varchar(8),
    field           varchar(40),
    detail          varchar(200),
    attempt         integer      default 1 not null,
    remade_by       varchar(64),
    visual_qc       varchar(40),
    chip_qc         varchar(40),
    stripe_qc       varchar(40),
    paper_qc        varchar(40),
    pin_qc          varchar(40),
    constraint live_card_once unique (live_card),
    constraint live_reference_once unique (live_reference),
    constraint record_index_once unique (batch_number, record_index),
    constraint ordered_card_of_batch foreign key (batch_number) references batch_number (number),
    constraint order_key_of_record check (order_key = batch_number * cast(4294967296 as bigint) + record_number)
);

delete from ordered_card where exists (select 1 from card_order);
delete from batch_number where exists (select 1 from card_order);
delete from next_batch_number;

insert into batch_number (batch, number)
    select batch, row_number() over (order by taken_at, batch) from batch where not exists (select 1 from batch_number);

insert into next_batch_number (id, number)
    select 1, coalesce(max(number), 0) + 1 from batch_number;

-- An order without a batch number would break a rule of its row, not fall out.
insert into ordered_card (order_key, batch_number, record_number, order_reference, product, card_group, state, record_index,
        fingerprint, live_card, live_reference, rule, field, detail, attempt, remade_by, visual_qc, chip_qc, stripe_qc, paper_qc, pin_qc)
    select n.number * cast(4294967296 as bigint) + o.record_number, n.number, o.record_number, o.order_reference, o.product, o.card_group,
        o.state, o.record_index, o.fingerprint, cast(substring(o.live_fingerprint from 1 for 32) as uuid),
        case when o.live_reference is null then null else n.number || '/' || o.order_reference end, o.rule, o.field, o.detail, o.attempt,
        o.remade_by, o.visual_qc, o.chip_qc, o.stripe_qc, o.paper_qc, o.pin_qc
    from card_order o left join batch_number n on n.batch = o.batch;

drop table card_order;
