"""What is wrong with a row, and what is kept of it: `rows`, over columns of many rows at once (`batches`).

`layout` is a mapping made ready for that; `sieve` looks before anything is read; `names`, `births`, `numbers`,
`addresses` (most are `usual_places`), `contacts`, `episodes` read and check; `catalogue` has every code that can be
found; `findings` and `plan` keep what was found and decided, without a row.
"""
