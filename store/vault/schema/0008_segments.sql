-- Look-up, read whole into memory: the words in a few texts, their entries in a few segments, numbers packed.
-- Packed: one byte telling the bytes a number takes, the least number as uint32, then each number less the least; little endian.

-- The dictionary. A row holds the words that one delivery brought, in the order of their ids, a line each.
create table lookup_words (
  first integer primary key,                    -- id of its first word; ids go from 1 without gaps, 0 is 'no word'
  words text not null,                          -- as matching.scoring.names.tokens folds them
  sounds text not null                          -- matching.scoring.names.sound of each
) strict;
insert into lookup_words
  select 1, group_concat(text, char(10)), group_concat(sound, char(10)) from (select text, sound from lookup_word order by id)
  having count(*) > 0;
drop table lookup_posting;
drop table lookup_word;

-- Which entries hold a word, for a run of entries. What no segment covers is worked out by the reader.
create table lookup_segment (
  first integer primary key,                    -- its first entry
  size integer not null,                        -- entries
  words blob not null,                          -- packed: its words' ids, in alphabetical order of the words
  counts blob not null,                         -- packed: entries of each word
  entries blob not null                         -- packed: the entries of the first word, of the second ...
) strict;

-- 65,536 entries a chunk, as packed columns. event = newest ledger event that touched the chunk.
create table lookup_column (
  chunk integer primary key,
  event integer not null,
  low integer not null,                         -- least and greatest record of the chunk
  high integer not null,
  record blob not null,                         -- source_record.id
  person blob not null,                         -- the person of its open link when the chunk was written; 0 = none
  words blob not null,                          -- four ids an entry, 0 where the name has fewer
  birth blob not null,                          -- 20130314, 20130300, 20130000 or 0; an unborn child's expected date
  kind blob not null                            -- 0 current, 1 preferred, 2 alias, 3 former; + 4 if no longer said
) strict;
insert into lookup_column
  select chunk, event, 0, 4294967295, cast(x'0400000000' || record as blob), cast(x'0400000000' || person as blob),
    cast(x'0400000000' || words as blob), cast(x'0400000000' || birth as blob), cast(x'0100000000' || kind as blob)
  from lookup_chunk;
drop table lookup_chunk;
alter table lookup_column rename to lookup_chunk;
