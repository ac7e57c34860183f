-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- The keys on which the cards of a product depend; product is empty for keys of the whole batch. by_date says that the product named
-- the label only and the version was chosen when the batch was taken: it goes on with that version whatever has become newest since.
create table if not exists batch_key (
    batch    varchar(64)  not null references batch,
    product  varchar(128) not null,
    key_name varchar(80)  not null,
    by_date  boolean      not null,
    primary key (batch, product, key_name)
);

create index if not exists batch_key_by_name on batch_key (key_name);
