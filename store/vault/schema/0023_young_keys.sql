-- Keys of late stand by themselves until they are many, so that a delivery need not put the whole hub's keys anew.
create table linkage_young (
  first integer primary key,                    -- as in linkage_key
  body blob not null
) strict;
insert into linkage_young values (0, x'');

-- Entries put into linkage_young since it was emptied, and into linkage_key ever.
alter table linkage_state add column young integer not null default 0;
alter table linkage_state add column settled integer not null default 0;
update linkage_state set settled = (select coalesce(sum(length(body)), 0) / 12 from linkage_key);
