-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- Cards that have left the house, by their places in the batch; no card is in two rows. Their PIN mailers wait for that, and no machine and
-- no chip gets them any more.
create table if not exists card_dispatch (
    batch        varchar(64) not null,
    first_card   bigint      not null,
    last_card    bigint      not null,
    left_at      varchar(32) not null,
    confirmed_by varchar(64) not null,
    seal         varchar(64) not null,
    primary key (batch, first_card),
    constraint card_dispatch_order check (first_card >= 1 and last_card >= first_card)
);

-- What a request is about may be a group: product and plastic, each as long as a profile allows.
alter table approval_request alter column subject set data type varchar(128);
