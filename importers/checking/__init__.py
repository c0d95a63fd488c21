"""What is wrong with a row, and what is kept of it: `rows`, over columns of many rows at once (`batches`).

`layout` is a mapping made ready for that; `sieve` and `astray` look before anything is read, at rows and at cells;
`names`, `births`, `deaths`, `numbers`, `addresses` (most are `usual_places`), `contacts`, `episodes` (`endings`)
and `workers` read and check; `catalogue` has every code that can be found; `findings` and `plan` keep what was found
and decided, without a row.
"""
