-- What linking keeps so that a delivery reads the records it could concern, never the hub. All of it follows from the
-- records: matching.linkage.entering writes it, and writes it anew when a newer program reads names otherwise.

create table linkage_state (
  only_row integer primary key check (only_row = 1),
  made_by integer not null                      -- matching.linkage.entering.VERSION; 0 = nothing is there yet
) strict;
insert into linkage_state values (1, 0);

-- A record's identity values of all its versions, as numbers (matching.linkage.forms). Texts are known by their hashes.
create table linkage_form (
  record_id integer primary key,
  body blob not null
) strict;

create table linkage_text (
  hash integer primary key,                     -- matching.scoring.hashing, as a signed number
  text text not null
) strict;

-- Candidate keys of the live records (matching.linkage.candidates): who shares one is compared.
create table linkage_key (
  key integer not null,
  record_id integer not null,
  primary key (key, record_id)
) strict, without rowid;

-- How common values are, as counted once and reckoned with until the hub has doubled (matching.scoring.frequencies).
create table match_frequencies (
  version integer primary key,
  size integer not null,                        -- the newest record at the time
  made_by integer not null,                     -- as in linkage_state
  digest blob not null,                         -- 8 bytes of the body's blake2b: the version by content
  body blob not null,
  event integer not null references ledger deferrable initially deferred
) strict;

create index record_withdrawn on source_record (id) where state = 'withdrawn';

-- The evidence that a decision was made on, as table pair had it: what has changed since can be told.
alter table decision add column evidence text not null default '';
