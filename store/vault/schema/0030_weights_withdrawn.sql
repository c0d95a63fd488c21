-- Proposals of weights that nobody may put in force any more. Append only.

create table weights_withdrawal (
  proposal integer primary key references weights_proposal,
  event integer not null references ledger deferrable initially deferred
) strict;

create trigger approved_not_withdrawn before insert on weights_withdrawal
  when exists (select 1 from weights_approval where proposal = new.proposal)
  begin select raise(abort, 'what is in force is not withdrawn'); end;
create trigger withdrawn_not_approved before insert on weights_approval
  when exists (select 1 from weights_withdrawal where proposal = new.proposal)
  begin select raise(abort, 'a withdrawn proposal is not approved'); end;
create trigger weights_withdrawal_no_update before update on weights_withdrawal
  begin select raise(abort, 'append only'); end;
create trigger weights_withdrawal_no_delete before delete on weights_withdrawal
  begin select raise(abort, 'append only'); end;
