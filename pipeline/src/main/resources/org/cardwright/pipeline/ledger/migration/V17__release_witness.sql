-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- The third person, who was there when a product profile was released; empty where policy asks for none.
alter table profile_release add column if not exists witnessed_by varchar(32) default '' not null;
