-- Deliveries that wait for a second person (domain/9 rule 13), when a feed's deliveries are to wait, and what each
-- delivery filled, so that the next can be compared with it. No row's data: the file stays where it is.

-- The newest row of a feed and name counts; without one store.records.held.DEFAULTS do. value null: never held for it.
create table feed_threshold (
  feed_id integer not null references feed,
  name text not null,
  value real,
  event integer not null references ledger deferrable initially deferred,
  primary key (feed_id, name, event)
) strict, without rowid;

create table held_delivery (
  id integer primary key,
  feed_id integer not null references feed,
  file text not null,                           -- its path; nothing of it is copied
  sheet text not null,                          -- of a workbook, else ''
  sha256 text not null,
  as_of text not null,
  mapping text not null,                        -- importers.profile.Mapping as JSON
  holds text not null,                          -- [[code, sentence, advice], ...] as JSON
  rows integer not null,
  account_id integer not null references account,
  event integer not null references ledger deferrable initially deferred
) strict;
create index held_delivery_of_feed on held_delivery (feed_id, sha256);

create table held_decision (
  held integer primary key references held_delivery,
  verdict text not null check (verdict in ('released', 'rejected')),
  reason text not null,
  account_id integer not null references account,
  event integer not null references ledger deferrable initially deferred
) strict;
create trigger held_by_two before insert on held_decision
  when new.verdict = 'released' and new.account_id = (select account_id from held_delivery where id = new.held)
  begin select raise(abort, 'nobody releases what they brought themselves'); end;
create trigger held_delivery_no_update before update on held_delivery begin select raise(abort, 'append only'); end;
create trigger held_delivery_no_delete before delete on held_delivery begin select raise(abort, 'append only'); end;
create trigger held_decision_no_update before update on held_decision begin select raise(abort, 'append only'); end;
create trigger held_decision_no_delete before delete on held_decision begin select raise(abort, 'append only'); end;
create trigger threshold_no_update before update on feed_threshold begin select raise(abort, 'append only'); end;
create trigger threshold_no_delete before delete on feed_threshold begin select raise(abort, 'append only'); end;

create table delivery_counts (
  delivery_id integer primary key references delivery,
  body text not null                            -- importers.completeness.Counts as JSON
) strict;

-- Rows whose agency's number stood for somebody else: what a reviewer said (rule 20).
create table id_reuse_answer (
  feed_id integer not null references feed,
  source_key text not null,
  identity text not null,                       -- digest of the names, birth date and sex that the answer is about
  answer text not null check (answer in ('correction', 'reused')),
  account_id integer not null references account,
  event integer not null references ledger deferrable initially deferred,
  primary key (feed_id, source_key, event)
) strict, without rowid;
