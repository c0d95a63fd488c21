-- What a record's version says is one document: one row instead of eight, stored with a fifth of the work and read with
-- one page. Whoever is looked up by a value is led to the record from one narrow table.

-- said: store.records.documents, a JSON array, by position:
-- [birth, estimated, expected birth, sex, death, unborn, names, identifiers, addresses, contacts, involvements];
-- the views below name what stands in a name, an identifier ... The dates are ISO, or as much of them as is known.
create table record_said (
  id integer primary key,                       -- record_id * 65536 + 32768 + version: a record's lie side by side
  record_id integer not null,
  version integer not null,
  delivery_id integer not null,
  row_no integer not null,
  as_of text not null,
  content_hash blob not null,                   -- 8 bytes, store.records.rows.content_hash
  said text not null
) strict;

insert into record_said
  select (v.record_id << 16) + 32768 + v.version, v.record_id, v.version, v.delivery_id, v.row_no, v.as_of, v.content_hash, json_array(
    v.birth_date, v.birth_estimated, v.expected_birth, v.sex, v.death_date, v.unborn,
    (select json_group_array(json_array(n.kind, n.given, n.middle, n.family, n.placeholder) order by n.rowid)
      from person_name n where n.record_id = v.record_id and n.version = v.version),
    (select json_group_array(json_array(i.scheme, i.value, i.status) order by i.rowid)
      from identifier i where i.record_id = v.record_id and i.version = v.version),
    (select json_group_array(json_array(
        a.kind, a.lines, a.house, a.street, a.town, a.postcode, a.postcode_status, a.uprn, a.place) order by a.rowid)
      from address a where a.record_id = v.record_id and a.version = v.version),
    (select json_group_array(json_array(c.kind, c.value) order by c.rowid)
      from contact_point c where c.record_id = v.record_id and c.version = v.version),
    (select json_group_array(json_array(
        e.status, e.service, e.provider, e.starts, e.ends, e.last_interaction,
        iif(w.id is null, null, json_array(w.name, w.role, w.team, w.phone, w.email)), e.attributes) order by e.id)
      from involvement e left join worker w on w.id = e.worker_id
      where e.record_id = v.record_id and e.version = v.version))
  from record_version v order by v.record_id, v.version;

-- Not by record and version alone: what came with a delivery and what a file is compared with are read from here.
create unique index record_said_of on record_said (record_id, version, delivery_id, content_hash);

-- Whom a value leads to. kind: an identifier's scheme ('NHS', 'UPN' ...), or 'phone', 'postcode', 'street'. The value of
-- a postcode is the household 'SK1 3XE|12', or the postcode alone where it names none. What a record says in any of its
-- versions leads to it. An agency's own number ('CASE') that is the record's source_key leads from there.
create table lead (
  kind text not null,
  value text not null,
  record_id integer not null,
  primary key (kind, value, record_id)
) strict, without rowid;

insert or ignore into lead
  select kind, value, record_id from (
    select i.scheme as kind, i.value, i.record_id from identifier i join source_record r on r.id = i.record_id
      where i.value <> '' and (i.scheme <> 'CASE' or i.value <> r.source_key)
    union all select kind, value, record_id from contact_point where kind = 'phone'
    union all select 'postcode', iif(instr(place, postcode) = 1, place, postcode), record_id from address
      where postcode <> '' and postcode_status in ('valid', 'outward')
    union all select 'postcode', place, record_id from address
      where place <> '' and (instr(place, postcode) <> 1 or postcode_status not in ('valid', 'outward'))
    union all select 'street', street, record_id from address where street <> '')
  order by kind, value, record_id;

drop table record_summary;
drop view record_summary_now;
drop table person_name;
drop table identifier;
drop table address;
drop table contact_point;
drop table involvement;
drop table worker;
drop table record_version;

create view record_version as
  select record_id, version, delivery_id, row_no, as_of, content_hash, said, said ->> 0 as birth_date,
    said ->> 1 as birth_estimated, said ->> 2 as expected_birth, said ->> 3 as sex, said ->> 4 as death_date,
    said ->> 5 as unborn
  from record_said;

-- ordinal: where it stands among its like, from 0.
create view person_name as
  select v.record_id, v.version, n.key as ordinal, n.value ->> 0 as kind, n.value ->> 1 as given,
    n.value ->> 2 as middle, n.value ->> 3 as family, n.value ->> 4 as placeholder
  from record_said v cross join json_each(v.said, '$[6]') n;

create view identifier as
  select v.record_id, v.version, i.key as ordinal, i.value ->> 0 as scheme, i.value ->> 1 as value, i.value ->> 2 as status
  from record_said v cross join json_each(v.said, '$[7]') i;

create view address as
  select v.record_id, v.version, a.key as ordinal, a.value ->> 0 as kind, a.value ->> 1 as lines, a.value ->> 2 as house,
    a.value ->> 3 as street, a.value ->> 4 as town, a.value ->> 5 as postcode, a.value ->> 6 as postcode_status,
    a.value ->> 7 as uprn, a.value ->> 8 as place
  from record_said v cross join json_each(v.said, '$[8]') a;

create view contact_point as
  select v.record_id, v.version, c.key as ordinal, c.value ->> 0 as kind, c.value ->> 1 as value
  from record_said v cross join json_each(v.said, '$[9]') c;

create view involvement as
  select v.record_id, v.version, e.key as ordinal, e.value ->> 0 as status, e.value ->> 1 as service,
    e.value ->> 2 as provider, e.value ->> 3 as starts, e.value ->> 4 as ends, e.value ->> 5 as last_interaction,
    e.value -> 6 as worker, e.value ->> 7 as attributes
  from record_said v cross join json_each(v.said, '$[10]') e;
