-- Linking asks for the merges of the records at hand, from either side.
create index agency_merge_by_new on agency_merge (new);
