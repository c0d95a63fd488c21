-- Whose a record was that is nobody's now, and who else was that person: a shield stays on them. Few links are closed.
create index link_closed_by_record on link (record_id) where closed is not null;
create index link_closed_by_person on link (person) where closed is not null;
