-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- How each channel of a card stands, with the rule behind REJECTED. Empty for an order without a card, and for a card that was made
-- before: of that nobody recorded anything.
alter table card_order add column if not exists visual_qc varchar(40);
alter table card_order add column if not exists chip_qc varchar(40);
alter table card_order add column if not exists stripe_qc varchar(40);
alter table card_order add column if not exists paper_qc varchar(40);
alter table card_order add column if not exists pin_qc varchar(40);
