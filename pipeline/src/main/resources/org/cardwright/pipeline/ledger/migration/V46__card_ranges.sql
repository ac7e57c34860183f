-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- What cards have reached that follow each other in a batch: one row in place of a change of each of theirs. VERIFIED: the verifier found
-- nothing, what stands as MADE in ordered_card passed. GOOD: they stand in the sealed files and are accounted for, their rows say PREPARED.
-- Rows of ordered_card that say so themselves are from before, or differ.
create table if not exists card_range (
    batch_number integer    not null references batch_number (number),
    standing     varchar(8) not null,
    first_index  integer    not null,
    last_index   integer    not null,
    primary key (batch_number, standing, first_index),
    constraint card_range_order check (first_index >= 1 and last_index >= first_index)
);
