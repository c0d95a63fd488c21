"""An agency's file on its way into the hub, and out of it again.

- The file as text and cells: `reading`, over `encoding`, `delimited` and `header`; `workbook`, over `archive`.
- What its columns hold: `columns`, by `headings`, `reasoning` and `content`; `profile` remembers it for the feed.
- What one cell says: `cells`, `names`, `births`, `dates`, `numbers`, `places`, `contacts`, `words`, `meanings`. The
  same for many rows at once: `named`, `numbered`, `housed`, `reached`, `provided`.
- What is wrong with a row: `rows`, by the catalogue in `checks`; `sieve` looks before, `reuse` says whose it is.
- In: `delivery` is the door. `preparing`, `checking`, `trial` say what would come; `holds` and `holding` keep what is
  unlike the last file for a second person; `storing` puts away. `unattended` does so for the drop folders of `inbox`.
- Back: `rolling_back`, `quarantine`, `merging`, `redacting`, and the agency's own `report`.
- Files of no feed, for `fctui link`: `bare`.
"""
