-- What linking keeps, packed: a page of the encrypted database costs the same to read whatever it says, so forms and
-- keys stand many to a row (store.records.linkage, store.records.linkage_keys). Both are made anew at the next linking.

drop table linkage_form;
drop table linkage_key;
update linkage_state set made_by = 0;

-- Forms of 32 records with consecutive ids: how many words of 8 bytes each has, then the forms.
create table linkage_form (
  block integer primary key,                    -- record id / 32
  body blob not null
) strict;

-- Candidate keys of the live records, in order: who shares one is compared. An entry is a key and a record id.
create table linkage_key (
  first integer primary key,                    -- no entry of the block has a lesser key
  body blob not null
) strict;

-- Who has a key that a block has no more room for. Nobody is compared because of such a key.
create table linkage_crowd (
  key integer not null,
  record_id integer not null,
  primary key (key, record_id)
) strict, without rowid;
