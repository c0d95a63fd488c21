-- With `closed` in it the index alone answers whose records a person's are: SQLite asks for the column of the condition.
create index link_listed on link (person, record_id, closed) where closed is null;
drop index link_shown;
