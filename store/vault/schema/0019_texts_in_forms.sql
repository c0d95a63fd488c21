-- A form holds its texts itself (matching.linkage.forms): who compares two records reads nothing else. What is kept is
-- made anew at the next linking.

drop table linkage_text;
delete from linkage_form;
update linkage_state set made_by = 0;

-- Which count is in force, without reading through the megabytes of the counts themselves.
create index match_frequencies_told on match_frequencies (version, size, made_by, digest, event);
