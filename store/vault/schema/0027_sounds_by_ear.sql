-- The sounds of the look-up's words are told with those that English hears in them: '' is worked out by whoever reads it,
-- until the next delivery keeps it.
update lookup_words set sounds = '';
