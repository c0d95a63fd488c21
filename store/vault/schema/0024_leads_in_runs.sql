-- What leads to a record is kept in sorted runs, many leads to a row: values come in no order, and a row of its own for
-- each of them touched a page of its own. Read by store.records.lead_runs; the view names what stands there.
alter table lead rename to lead_before;

-- size: leads put in. A kind has a few runs; whoever looks a value up looks into each.
create table lead_run (
  id integer primary key,
  kind text not null,                           -- as before: 'NHS', 'UPN' ..., or 'phone', 'postcode', 'street'
  size integer not null
) strict;
create index lead_run_of_kind on lead_run (kind);

-- body: up to 32 leads in their order, as a JSON array of texts 'value|record'. The same may stand in several runs.
create table lead_block (
  run integer not null references lead_run,
  first text not null,                          -- the first of them
  body text not null,
  primary key (run, first)
) strict, without rowid;

insert into lead_run (kind, size) select kind, count(*) from lead_before group by kind;
insert into lead_block
  select run, min(led), json_group_array(led order by led) from (
    select q.id as run, n.value || '|' || n.record_id as led,
      (row_number() over (partition by n.kind order by n.value || '|' || n.record_id) - 1) / 32 as block
    from lead_before n join lead_run q on q.kind = n.kind)
  group by run, block;
drop table lead_before;

create view lead as
  select distinct q.kind, substr(n.value, 1, length(rtrim(n.value, '0123456789')) - 1) as value,
    cast(substr(n.value, length(rtrim(n.value, '0123456789')) + 1) as integer) as record_id
  from lead_run q cross join lead_block b on b.run = q.id cross join json_each(b.body) n;
