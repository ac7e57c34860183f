-- H2 commits each statement, so a killed run leaves the first of them done: each can be repeated.

-- Whose signature the envelope of a dropped file bore, and the hash of the file as it came; both empty for a bare file, whose hash is sha256.
alter table issuer_drop add column if not exists signer varchar(80) default '' not null;
alter table issuer_drop add column if not exists envelope_sha256 varchar(64) default '' not null;
