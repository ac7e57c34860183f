-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- Blanks are counted when a head gets them, and again by what became of them: until that is known, more are taken than have left.
alter table chip_head drop constraint if exists chip_head_balanced;

-- Used before: they came as blanks and were counted at their first use.
alter table chip_head add column if not exists used integer default 0 not null;

-- Untouched in the head when its run died: nobody has seen them leave.
alter table chip_head add column if not exists cut_off integer default 0 not null;
