-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- What a request is about beside its batch: the order whose card may be made once more.
alter table approval_request add column if not exists subject varchar(64) default '' not null;

-- A card is made again under another attempt, and only by a request that two persons signed.
alter table card_order add column if not exists attempt integer default 1 not null;
alter table card_order add column if not exists remade_by varchar(64);
