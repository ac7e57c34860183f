-- The check value that the key had when the batch was taken, METHOD:HEX; null for a batch from before it was noted. A name is never given
-- to another key, so that another value under it means that somebody exchanged the key.
alter table batch_key add column if not exists check_value varchar(40);
