-- Every sign-in, look-up, view and refusal, written before its answer is shown. mac chains each row to the one before.

create table audit (
  seq integer primary key,
  at text not null,                             -- UTC, ISO, milliseconds; seq, not the clock, orders
  account text not null,                        -- login
  session text not null,
  enquiry integer not null,                     -- seq of the enquiry's opening; 0 outside any
  purpose text not null,
  action text not null,
  subject text not null,
  detail text not null,                         -- canonical JSON
  mac blob not null
) strict;

create trigger audit_no_update before update on audit begin select raise(abort, 'the audit log only grows'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'the audit log only grows'); end;
create trigger audit_no_gap before insert on audit
  when new.seq <> (select coalesce(max(seq), 0) + 1 from audit)
  begin select raise(abort, 'the audit log has no gaps'); end;
