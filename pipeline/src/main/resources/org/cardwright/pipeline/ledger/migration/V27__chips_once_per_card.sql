-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- Batch and card while the attempt goes on or is good: no two stations make one card. Empty when the card may have another chip.
alter table chip_attempt add column if not exists live_card varchar(90);
update chip_attempt set live_card = batch || '/' || card where state in ('STARTED', 'GOOD') and live_card is null;
create unique index if not exists chip_attempt_live on chip_attempt (live_card);

-- When the card left its head. Empty while it may lie there still, and in rows from before.
alter table chip_attempt add column if not exists left_at varchar(32) default '' not null;
