-- Look-up: a dictionary of name words, where each word stands, and one compact entry per name that a record has or had.
-- Written by matching.lookup.postings as the last step of a delivery; read into memory by matching.lookup.index.
-- Entries belong to records. Which person a record is comes from the open links, so that a decision needs no re-index.

create table lookup_word (
  id integer primary key,                       -- from 1 without gaps; 0 is 'no word' in an entry
  text text not null unique,                    -- as matching.scoring.names.tokens folds it
  sound text not null                           -- matching.scoring.names.sound
) strict;

create table lookup_posting (
  word integer primary key references lookup_word,
  entries blob not null                         -- uint32, little endian, ascending: the entries that hold the word
) strict;

-- 65,536 entries a chunk, as columns of little-endian numbers. event = newest ledger event that touched the chunk.
create table lookup_chunk (
  chunk integer primary key,
  event integer not null,
  record blob not null,                         -- uint32: source_record.id
  person blob not null,                         -- uint32: the person of its open link when the chunk was written; 0 = none
  words blob not null,                          -- four uint32: ids of name words, 0 where the name has fewer
  birth blob not null,                          -- int32: 20130314, 20130300, 20130000 or 0; an unborn child's expected date
  kind blob not null                            -- uint8: 0 current, 1 preferred, 2 alias, 3 former; + 4 if no longer said
) strict;

-- Which of the things that one can look up by a feed has ever supplied: what to say when nobody is found.
create table lookup_supply (
  feed_id integer not null references feed,
  what text not null,                           -- 'NHS', 'UPN', ..., 'birth', 'postcode', 'street', 'phone'
  primary key (feed_id, what)
) strict, without rowid;

-- One row: the last indexed delivery's event and the newest link that the chunks know.
create table lookup_state (
  only_row integer primary key check (only_row = 1),
  event integer not null,
  link integer not null
) strict;
insert into lookup_state values (1, 0, 0);

create index address_by_street on address (street, house) where street <> '';
create index link_by_closing on link (closed) where closed is not null;
