-- Who is protected, who asked for it, who looked all the same; which areas work in closed mode (domain/2 R16-R22, R28).
-- A shield is about a person: the records they had when it was set lead to them, whatever is linked to these since.

create table role_now (                         -- account_role with the lead among the roles
  account_id integer not null references account,
  role text not null check (role in ('officer', 'admin', 'supervisor', 'lead')),
  primary key (account_id, role)
) strict, without rowid;
insert into role_now select account_id, role from account_role;
drop table account_role;
alter table role_now rename to account_role;

create table shield (
  id integer primary key,
  level integer not null check (level between 1 and 3),  -- store.records.restrictions.Level
  reason text not null,
  owner text not null,                          -- who answers for it: name and organisation
  emergency integer not null,
  event integer not null references ledger deferrable initially deferred
) strict;

create table shield_record (
  shield integer not null references shield,
  record_id integer not null references source_record,
  primary key (shield, record_id)
) strict, without rowid;
create index shield_record_by_record on shield_record (record_id);

-- Until when it was last said to be needed; the newest row counts. The first is written with the shield.
create table shield_review (
  shield integer not null references shield,
  review_on text not null,                      -- ISO date
  account_id integer not null references account,
  event integer not null references ledger deferrable initially deferred,
  primary key (shield, event)
) strict, without rowid;

-- Lifting takes two: one asks for it, another does it.
create table shield_lift (
  shield integer not null references shield,
  account_id integer not null references account,
  reason text not null,
  event integer not null references ledger deferrable initially deferred,
  primary key (shield, account_id)
) strict, without rowid;

create view standing_shield as
  select s.* from shield s where (select count(*) from shield_lift l where l.shield = s.id) < 2;

create table shield_override (
  id integer primary key,
  shield integer not null references shield,
  record_id integer not null references source_record,
  account_id integer not null references account,
  reason text not null,
  reference text not null,
  event integer not null references ledger deferrable initially deferred
) strict;

create table shield_override_seen (
  override integer primary key references shield_override,
  account_id integer not null references account,
  event integer not null references ledger deferrable initially deferred
) strict;

create table area_closed (                      -- append only; the newest row of an area counts
  area text not null,
  closed integer not null,
  event integer not null references ledger deferrable initially deferred,
  primary key (area, event)
) strict, without rowid;

create trigger shield_no_update before update on shield begin select raise(abort, 'shields are lifted, never changed'); end;
create trigger shield_no_delete before delete on shield begin select raise(abort, 'shields are lifted, never deleted'); end;
create trigger shield_record_no_delete before delete on shield_record begin select raise(abort, 'append only'); end;
create trigger shield_lift_no_update before update on shield_lift begin select raise(abort, 'append only'); end;
create trigger shield_lift_no_delete before delete on shield_lift begin select raise(abort, 'append only'); end;
create trigger shield_override_no_update before update on shield_override begin select raise(abort, 'append only'); end;
create trigger shield_override_no_delete before delete on shield_override begin select raise(abort, 'append only'); end;
