"""A file on its way into the hub, and out of it again: `delivery` is the door.

`preparing`, `dry_run` and `trial` say what would come of it (`outcome`, `notes`, `completeness`, `surprises`), by the
feed's mapping (`templates`) and the day of the file (`extract_dates`); `holding` keeps an `unusual` one for a second
person; `storing` puts away, and `carrying` keeps what the file has no column for. Afterwards: `rolling_back`,
`quarantine`, `merging`, `redacting`, `reuse`.
"""
