-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- The accepted orders of a batch in parts that workers take one by one. A part begins behind first_frame frames and first_byte bytes of
-- the intake segment. token is the fence: only the worker that has it may change the row, and every chunk of it asks. renewed_at is when it
-- last said that it goes on, in milliseconds by the clock of the database. tries counts how often the part was taken since it last came
-- a chunk further.
create table if not exists batch_partition (
    batch       varchar(64)  not null references batch,
    number      integer      not null,
    first_frame bigint       not null,
    first_byte  bigint       not null,
    orders      integer      not null,
    state       varchar(8)   not null,
    token       varchar(36),
    worker      varchar(200) not null,
    renewed_at  bigint       not null,
    tries       integer      not null,
    kind        varchar(16)  not null,
    detail      varchar(500) not null,
    primary key (batch, number)
);

-- What one taking of a part has made, in a file of its own: as many frames and bytes of it as are committed, with their SHA-256.
create table if not exists partition_piece (
    batch   varchar(64)  not null,
    number  integer      not null,
    piece   integer      not null,
    token   varchar(36)  not null,
    worker  varchar(200) not null,
    frames  integer      not null,
    good    integer      not null,
    refused integer      not null,
    bytes   bigint       not null,
    sha256  varchar(64)  not null,
    primary key (batch, number, piece),
    foreign key (batch, number) references batch_partition (batch, number),
    constraint partition_piece_balanced check (frames = good + refused)
);
