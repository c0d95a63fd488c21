-- A request to lift a shield lapses when the shield is called needed after it; whoever asked may ask again.
drop view standing_shield;

create table shield_lift_now (
  shield integer not null references shield,
  account_id integer not null references account,
  reason text not null,
  event integer not null references ledger deferrable initially deferred,
  primary key (shield, event)
) strict, without rowid;
insert into shield_lift_now select shield, account_id, reason, event from shield_lift;

create table shield_lifted (
  shield integer primary key references shield,
  event integer not null references ledger deferrable initially deferred
) strict;
insert into shield_lifted select shield, max(event) from shield_lift group by shield having count(*) > 1;

drop table shield_lift;
alter table shield_lift_now rename to shield_lift;

create view standing_shield as
  select s.* from shield s where not exists (select 1 from shield_lifted l where l.shield = s.id);

create view standing_lift as                    -- requests that count
  select l.* from shield_lift l where l.event > (select max(r.event) from shield_review r where r.shield = l.shield);

create trigger shield_lift_no_update before update on shield_lift begin select raise(abort, 'append only'); end;
create trigger shield_lift_no_delete before delete on shield_lift begin select raise(abort, 'append only'); end;
create trigger shield_lifted_no_update before update on shield_lifted begin select raise(abort, 'append only'); end;
create trigger shield_lifted_no_delete before delete on shield_lifted begin select raise(abort, 'append only'); end;
create trigger shield_lifted_by_two before insert on shield_lifted
  when (select count(distinct l.account_id) from standing_lift l where l.shield = new.shield) < 2
  begin select raise(abort, 'lifting takes two people: never one alone'); end;
