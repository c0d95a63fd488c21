-- Deliveries taken back, refused rows that were mended, records closed by their agency, what must not be kept.
-- Presence is not kept: it follows from the delivery a record was last seen in and the deliveries since.

alter table feed add column grace integer not null default 3;  -- full extracts without a record until it counts as closed

create index delivery_of_feed on delivery (feed_id, state);

-- Where a record was last seen before this delivery held it; no row: in the delivery of its feed before this one.
create table seen_before (
  delivery_id integer not null references delivery,
  record_id integer not null references source_record,
  seen_in integer not null references delivery,
  primary key (delivery_id, record_id)
) strict, without rowid;

-- A record's version in which the agency says that it is done with the person.
create table record_closed (
  record_id integer not null references source_record,
  version integer not null,
  reason text not null,                         -- as the agency says it: 'left', 'moved away'
  primary key (record_id, version)
) strict, without rowid;

create table rolled_back (
  delivery_id integer primary key references delivery,
  event integer not null references ledger deferrable initially deferred
) strict;

-- What a version said that came with a delivery taken back. Values stand nowhere else, so that nobody finds them.
create table rolled_back_version (
  delivery_id integer not null references delivery,
  record_id integer not null references source_record,
  version integer not null,
  row_no integer not null,
  body text not null,                           -- store.records.versions.as_json
  primary key (delivery_id, record_id)
) strict, without rowid;

-- A pair's latch before an event changed it: latches have a history, weights do not.
create table latch_before (
  event integer not null references ledger deferrable initially deferred,
  a integer not null references source_record,
  b integer not null references source_record,
  latched integer not null,
  primary key (event, a, b)
) strict, without rowid;

-- Refused rows that need nothing more: a later delivery held a valid row of the same id, or somebody waived them.
create table quarantine_closed (
  delivery_id integer not null references delivery,
  row_no integer not null,
  fixed_by integer references delivery,         -- null: waived
  reason text not null default '',
  event integer not null references ledger deferrable initially deferred,
  primary key (delivery_id, row_no, event)
) strict, without rowid;

-- 'Our 11 is now 12': two ids of one feed, as the agency says.
create table agency_merge (
  old integer not null references source_record,
  new integer not null references source_record,
  delivery_id integer references delivery,      -- null: said otherwise than in a file
  event integer not null references ledger deferrable initially deferred,
  primary key (old, new, event),
  check (old <> new)
) strict, without rowid;

-- What must not be kept any longer: asked for by one person, done by another.
create table redaction (
  id integer primary key,
  record_id integer not null references source_record,
  reason text not null,
  asked integer not null references ledger deferrable initially deferred,
  done integer references ledger deferrable initially deferred
) strict;
create unique index one_redaction_of_a_record on redaction (record_id);

drop trigger decision_no_update;
create trigger decision_no_update before update on decision
  when new.note <> '' or new.evidence <> '' or new.id <> old.id or new.a <> old.a or new.b <> old.b
    or new.verdict <> old.verdict or new.actor <> old.actor or new.reason <> old.reason or new.weight <> old.weight
    or new.supersedes is not old.supersedes or new.event <> old.event
    or not exists (select 1 from redaction r where r.record_id in (old.a, old.b) and r.done is not null)
  begin select raise(abort, 'decisions are never changed'); end;
