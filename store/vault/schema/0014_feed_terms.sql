-- What was agreed with an agency for a feed, beyond its registration.

alter table feed add column phone text not null default '';               -- its own duty desk; '' means the agency's
alter table feed add column out_of_hours_phone text not null default '';
alter table feed add column retired text not null default '';             -- day it was retired, ISO; '' while it runs

-- The items of the agreement: which fields the agency may send. Append only; the newest of a feed counts, and a feed
-- without any has what is usual for its theme (store.records.items).
create table feed_items (
  id integer primary key,
  feed_id integer not null references feed,
  allowed text not null,                        -- codes of fields, in order, with spaces between
  clause text not null,                         -- the agreement's clause for very sensitive services (R12), '' if none
  event integer not null references ledger deferrable initially deferred
) strict;
create index feed_items_of_feed on feed_items (feed_id);
