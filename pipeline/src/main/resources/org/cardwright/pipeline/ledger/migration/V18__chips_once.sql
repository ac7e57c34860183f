-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- Which chip it was beside its key data, by which station and when. Rows from before have none of it.
alter table chip_attempt add column if not exists chip_number varchar(16) default '' not null;
alter table chip_attempt add column if not exists key_version integer default 0 not null;
alter table chip_attempt add column if not exists station varchar(12) default '' not null;
alter table chip_attempt add column if not exists begun_at varchar(32) default '' not null;
alter table chip_attempt add column if not exists ended_at varchar(32) default '' not null;

-- Key data and number of the chip: no two stations take the same one. Empty in rows from before.
alter table chip_attempt add column if not exists chip varchar(40);
create unique index if not exists chip_attempt_once on chip_attempt (chip);
create index if not exists chip_attempt_by_key_data on chip_attempt (key_data);
