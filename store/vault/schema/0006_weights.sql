-- Weights are proposed by one supervisor and put in force by another. Append only.

create table weights_proposal (
  id integer primary key,
  kind text not null check (kind in ('training', 'thresholds')),
  body text not null,                           -- the whole model, JSON, as in match_model
  based_on integer not null references match_model deferrable initially deferred,
  author integer not null references account,
  event integer not null references ledger deferrable initially deferred
) strict;

create table weights_approval (
  proposal integer primary key references weights_proposal,
  version integer not null unique references match_model deferrable initially deferred,
  approver integer not null references account,
  event integer not null references ledger deferrable initially deferred
) strict;

create trigger approval_by_another before insert on weights_approval
  when new.approver = (select author from weights_proposal where id = new.proposal)
  begin select raise(abort, 'nobody approves their own proposal'); end;
create trigger proposal_no_update before update on weights_proposal begin select raise(abort, 'append only'); end;
create trigger proposal_no_delete before delete on weights_proposal begin select raise(abort, 'append only'); end;
create trigger approval_no_update before update on weights_approval begin select raise(abort, 'append only'); end;
create trigger approval_no_delete before delete on weights_approval begin select raise(abort, 'append only'); end;
