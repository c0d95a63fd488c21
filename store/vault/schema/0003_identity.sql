-- Who is who. Facts only: weights, latches, decisions. The partition is computed from them; there is no merge table.

create table match_model (
  version integer primary key,
  body text not null,                           -- weights and thresholds, JSON
  approved_by text not null,
  event integer not null references ledger deferrable initially deferred
) strict;

create table pair (
  a integer not null references source_record,
  b integer not null references source_record,
  weight real not null,                         -- bits
  latched integer not null,                     -- set at join, cleared below keep, else unchanged
  veto text not null default '',                -- why the machine may not join it ('' = it may)
  evidence text not null,                       -- levels per field, JSON: enough to explain the weight to the bit
  model integer not null references match_model deferrable initially deferred,
  primary key (a, b),
  check (a < b)
) strict, without rowid;
create index pair_by_b on pair (b);

create table decision (
  id integer primary key,
  a integer not null references source_record,
  b integer not null references source_record,
  verdict text not null check (verdict in ('same', 'different', 'unsure', 'hold', 'protected')),
  actor text not null check (actor in ('human', 'system')),
  reason text not null,
  note text not null default '',
  weight real not null default 0,               -- bits of the pair when the decision was made
  supersedes integer references decision,
  event integer not null references ledger deferrable initially deferred,
  check (a < b),
  check (not (actor = 'system' and verdict in ('same', 'different')))
) strict;
create index decision_by_a on decision (a);
create index decision_by_b on decision (b);
create index decision_by_superseded on decision (supersedes) where supersedes is not null;
create index decision_by_event on decision (event);

create table decision_withdrawal (
  decision_id integer primary key references decision,
  event integer not null references ledger deferrable initially deferred
) strict;

-- Decisions that count now. Dormant ones (a side is withdrawn) are among them: they must not be contradicted either.
create view standing_decision as
  select d.* from decision d
  where not exists (select 1 from decision_withdrawal w where w.decision_id = d.id)
    and not exists (
      select 1 from decision s where s.supersedes = d.id
        and not exists (select 1 from decision_withdrawal w where w.decision_id = s.id));

-- Which person a record is shown under: an interval, opened and closed by events. person = id of its earliest record.
create table link (
  id integer primary key,
  record_id integer not null references source_record,
  person integer not null references source_record,
  opened integer not null references ledger deferrable initially deferred,
  closed integer references ledger deferrable initially deferred
) strict;
create unique index one_open_link_per_record on link (record_id) where closed is null;
create index link_open_by_person on link (person) where closed is null;

create table review_case (
  id integer primary key,
  kind text not null,                           -- possible match, twin or sibling, identifier conflict, bridge ...
  a integer not null references source_record,  -- the pair that asks the question
  b integer not null references source_record,
  weight real not null,
  state text not null check (state in ('open', 'unsure', 'done', 'obsolete')),
  opened integer not null references ledger deferrable initially deferred,
  closed integer references ledger deferrable initially deferred,
  check (a < b)
) strict;
create index review_case_waiting on review_case (state) where state in ('open', 'unsure');
create index review_case_by_a on review_case (a);
create index review_case_by_b on review_case (b);

create trigger decision_no_update before update on decision begin select raise(abort, 'decisions are never changed'); end;
create trigger decision_no_delete before delete on decision begin select raise(abort, 'decisions are never changed'); end;
create trigger withdrawal_no_update before update on decision_withdrawal begin select raise(abort, 'append only'); end;
create trigger withdrawal_no_delete before delete on decision_withdrawal begin select raise(abort, 'append only'); end;
create trigger link_no_delete before delete on link begin select raise(abort, 'links are closed, never deleted'); end;
create trigger link_close_only before update on link
  when old.closed is not null or new.closed is null or new.record_id <> old.record_id
    or new.person <> old.person or new.opened <> old.opened
  begin select raise(abort, 'a link may only be closed, once'); end;
