-- Who may sign in, and the ledger: every change has its row here, in the same transaction as the change.

create table meta (
  key text primary key,
  value text not null
) strict, without rowid;

create table account (
  id integer primary key,
  login text not null unique,
  name text not null,
  state text not null check (state in ('active', 'disabled')),
  created_at text not null
) strict;

create table account_role (
  account_id integer not null references account,
  role text not null check (role in ('officer', 'admin', 'supervisor')),
  primary key (account_id, role)
) strict, without rowid;

-- seq is the event number that links, decisions and deliveries point to. mac chains each row to the one before.
create table ledger (
  seq integer primary key,
  at text not null,
  account_id integer references account,
  session text not null,
  action text not null,
  subject text not null,
  detail text not null,
  mac blob not null
) strict;

create trigger ledger_no_update before update on ledger begin select raise(abort, 'the ledger only grows'); end;
create trigger ledger_no_delete before delete on ledger begin select raise(abort, 'the ledger only grows'); end;
create trigger ledger_no_gap before insert on ledger
  when new.seq <> (select coalesce(max(seq), 0) + 1 from ledger)
  begin select raise(abort, 'the ledger has no gaps'); end;
