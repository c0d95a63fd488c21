-- What the unattended inbox and the report to the agency need: by which rule a file says its own date, who may deliver
-- and do nothing else, and where in the agency's own program a finding stands.

alter table feed add column as_of_from text not null default 'asked'
  check (as_of_from in ('asked', 'column', 'name', 'name-day-first'));  -- importers.extract_dates

alter table delivery add column sheet text not null default '';  -- of a workbook
alter table row_issue add column cell text not null default '';  -- 'B12' as a spreadsheet shows it, '12' for a whole row

create table role_now (                         -- account_role with the loader among the roles
  account_id integer not null references account,
  role text not null check (role in ('officer', 'admin', 'supervisor', 'lead', 'loader')),
  primary key (account_id, role)
) strict, without rowid;
insert into role_now select account_id, role from account_role;
drop table account_role;
alter table role_now rename to account_role;
