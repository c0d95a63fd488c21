-- Which block holds a key is told by narrow pages that stay at hand. The table itself is sought one block too far and
-- back: of every key looked for, two pages would be read and deciphered.
create index linkage_key_first on linkage_key (first);
create index linkage_young_first on linkage_young (first);
