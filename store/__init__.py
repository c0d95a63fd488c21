"""What is kept, and who may read it.

`hub` is opened and signed in to; the `session` that comes of it is the only way to a connection: it asks `permissions`
and writes `audit` or `ledger`. `vault` holds keys and databases, `records` a module for each kind of thing kept,
`disclosure` what may be shown of a person and to whom.
"""
