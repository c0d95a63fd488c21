-- What a list of people shows of each record, in one row: a screenful is read with one page a record instead of ten.
-- Written by store.records.source_records.store with the record's version; it depends on nothing but the record.

-- [as of, birth, estimated, expected birth, sex, death,
--  [[kind, given, middle, family, placeholder, said now, as of], ...], [valid NHS number, ...], [[postcode, lines], ...]]
create view record_summary_now as
  select r.id as record_id, json_array(
      v.as_of, v.birth_date, v.birth_estimated, v.expected_birth, v.sex, v.death_date,
      json((select json_group_array(
          json_array(n.kind, n.given, n.middle, n.family, n.placeholder, n.version = r.version, said.as_of))
        from person_name n cross join record_version said on said.record_id = n.record_id and said.version = n.version
        where n.record_id = r.id)),
      json((select json_group_array(i.value) from identifier i
        where i.record_id = r.id and i.version = r.version and i.scheme = 'NHS' and i.status = 'valid')),
      json((select json_group_array(json_array(a.postcode, a.lines)) from address a
        where a.record_id = r.id and a.version = r.version and a.kind = 'current' and (a.lines <> '' or a.postcode <> '')))
    ) as said
  from source_record r cross join record_version v on v.record_id = r.id and v.version = r.version;

create table record_summary (
  record_id integer primary key references source_record,
  said text not null
) strict;
insert into record_summary select record_id, said from record_summary_now;

-- A person's records without a look at the links themselves.
create index link_shown on link (person, record_id) where closed is null;
drop index link_open_by_person;
