-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated. Until this version stands in the history
-- the program of before may go on with columns of ordered_card, so everything is copied anew; version 41 takes them away.

-- The orders whose card may exist: neither their card nor their name may come again. card is the left half of the fingerprint, reference
-- is batch_number/order_reference. They stand apart because a database writes all indexes of a row anew when one column of it changes,
-- and every order changes three times.
create table if not exists live_order (
    order_key bigint      not null primary key,
    card      uuid,
    reference varchar(80) not null,
    constraint live_order_card_once unique (card),
    constraint live_order_reference_once unique (reference)
);

delete from live_order;

insert into live_order (order_key, card, reference)
    select order_key, live_card, live_reference from ordered_card where live_reference is not null;
