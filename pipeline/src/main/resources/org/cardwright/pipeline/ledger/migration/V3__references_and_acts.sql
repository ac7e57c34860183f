-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- A live order reference is batch/reference in one column, because both databases look up a list of single values by index.
alter table card_order alter column live_reference set data type varchar(140);
alter table card_order drop constraint if exists reference_once;
update card_order set live_reference = batch || '/' || order_reference where live_reference = order_reference;
alter table card_order add constraint reference_once unique (live_reference);

-- Changed with every card and used by no query that the primary key does not answer.
drop index if exists card_order_by_state;

-- More than one kind of act needs two persons, and a batch may end without its seal.
alter table approval_request add column if not exists act varchar(16) default 'RESTART' not null;
alter table batch alter column state set data type varchar(16);
