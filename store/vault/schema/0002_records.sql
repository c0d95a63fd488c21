-- What agencies said: agencies, feeds, deliveries, and the rows as source records with versions.
-- A record's version is immutable; a changed row adds a version. Nothing here is ever deleted by an import.

create table agency (
  id integer primary key,
  code text not null unique,
  name text not null,
  area text not null,
  phone text not null default '',               -- duty desk
  out_of_hours_phone text not null default ''
) strict;

create table feed (
  id integer primary key,
  code text not null unique,
  agency_id integer not null references agency,
  label text not null,                          -- as officers read it: 'Housing'
  theme text not null,                          -- store.records.themes.Theme
  mode text not null check (mode in ('full', 'delta', 'append')),
  cadence_days integer not null,
  stale_after_days integer not null,
  cohort text not null,                         -- sentence: whom the feed covers ('current council tenants')
  coverage_from text not null default '',       -- ISO date or part of one
  rows_per_person text not null check (rows_per_person in ('one', 'several')),
  internal_duplicates text not null check (internal_duplicates in ('none', 'possible'))
) strict;

-- A feed's remembered mapping: which column holds which field. Append only; the newest of a fingerprint counts.
create table mapping (
  id integer primary key,
  feed_id integer not null references feed,
  header_fingerprint text not null,
  body text not null,                           -- importers.profile.Mapping as JSON
  event integer not null references ledger deferrable initially deferred
) strict;

create table delivery (
  id integer primary key,
  feed_id integer not null references feed,
  mapping_id integer not null references mapping,
  file_name text not null,
  sha256 text not null,
  bytes integer not null,
  as_of text not null,                          -- when the agency took the extract, ISO; never the load time
  mode text not null,
  state text not null check (state in ('committed', 'rolled_back')),
  rows integer not null,
  accepted integer not null,
  warned integer not null,
  quarantined integer not null,
  ignored integer not null,
  issues text not null default '{}',            -- code to count, JSON; statistics ('info') are kept nowhere else
  event integer not null references ledger deferrable initially deferred
) strict;
create unique index one_live_copy_of_a_file on delivery (feed_id, sha256) where state = 'committed';

-- What a row's check found; no values, only where and which code.
create table row_issue (
  delivery_id integer not null references delivery,
  row_no integer not null,                      -- data row, counted from 1
  line_no integer not null,                     -- physical line in the file
  column_name text not null,
  code text not null,
  severity text not null check (severity in ('error', 'warning', 'info'))
) strict;
create index row_issue_of_delivery on row_issue (delivery_id, row_no);

create table quarantined_row (
  delivery_id integer not null references delivery,
  row_no integer not null,
  source_key text not null,
  cells text not null,
  primary key (delivery_id, row_no)
) strict, without rowid;

-- id is also the birth order and the person number that the record mints (a person is known by its earliest record).
create table source_record (
  id integer primary key,
  feed_id integer not null references feed,
  source_key text not null,
  version integer not null,
  seen_in integer not null references delivery, -- newest delivery that contained it
  state text not null check (state in ('live', 'withdrawn')),
  unique (feed_id, source_key)
) strict;

create table record_version (
  record_id integer not null references source_record,
  version integer not null,
  delivery_id integer not null references delivery,
  row_no integer not null,
  as_of text not null,
  content_hash blob not null,                   -- 8 bytes, store.records.source_records.content_hash
  birth_date text not null default '',          -- ISO, or as much of it as is known: 2013-03-14, 2013-03, 2013
  birth_estimated integer not null default 0,
  expected_birth text not null default '',      -- unborn: expected date
  sex text not null default '' check (sex in ('', 'F', 'M', 'O')),
  death_date text not null default '',
  unborn integer not null default 0,
  primary key (record_id, version)
) strict;

create table person_name (
  record_id integer not null,
  version integer not null,
  kind text not null check (kind in ('current', 'former', 'alias', 'preferred')),
  given text not null,
  middle text not null,
  family text not null,
  placeholder integer not null default 0        -- Unborn, Baby, Unknown: shown, never evidence
) strict;
create index person_name_of_record on person_name (record_id, version);

create table identifier (
  record_id integer not null,
  version integer not null,
  scheme text not null,                         -- NHS, UPN, CASE, UPRN ...; CASE is scoped by the record's feed
  value text not null,
  status text not null check (status in ('valid', 'invalid', 'placeholder', 'test'))
) strict;
create index identifier_of_record on identifier (record_id, version);
create index identifier_by_value on identifier (scheme, value);

create table address (
  record_id integer not null,
  version integer not null,
  kind text not null check (kind in ('current', 'former')),
  lines text not null,                          -- as given, one line, commas
  house text not null,                          -- normalised flat and house number or name, '' if none
  street text not null,                         -- normalised street
  town text not null,
  postcode text not null,                       -- 'SK1 3XE', an outcode, or ''
  postcode_status text not null check (postcode_status in ('valid', 'pseudo', 'outward', 'invalid', 'none')),
  uprn text not null default '',
  place text not null default ''                -- household key: 'SK1 3XE|12'; '' when it names no household
) strict;
create index address_of_record on address (record_id, version);
create index address_by_postcode on address (postcode);
create index address_by_place on address (place) where place <> '';

create table contact_point (
  record_id integer not null,
  version integer not null,
  kind text not null check (kind in ('phone', 'email')),
  value text not null                           -- E.164, or the e-mail in lower case
) strict;
create index contact_point_of_record on contact_point (record_id, version);
create index contact_point_by_value on contact_point (kind, value);

create table worker (
  id integer primary key,
  agency_id integer not null references agency,
  name text not null,
  role text not null,
  team text not null,
  phone text not null,
  email text not null,
  unique (agency_id, name, role, team, phone, email)
) strict;

-- One episode of a service working with someone.
create table involvement (
  id integer primary key,
  record_id integer not null,
  version integer not null,
  status text not null check (status in ('open', 'closed', 'unknown')),
  service text not null,                        -- category: 'CIN plan', 'Home care'
  provider text not null,                       -- school, landlord, surgery
  starts text not null,
  ends text not null,
  last_interaction text not null,
  worker_id integer references worker,
  attributes text not null default '{}'         -- other agreed items, label to value, as JSON
) strict;
create index involvement_of_record on involvement (record_id, version);
