"""What is kept, and who may read it.

`hub` is opened and signed in to; the `session` that comes of it is the only way to a connection: it asks `permissions`
and writes `audit` or `ledger`. `vault` holds keys and databases, `records` a module for each kind of thing kept,
`disclosure` what may be shown of a person and to whom.

- A hub is made by `founding`, opened again by its code in `recovering`, found whole by `check`.
- Who works in it: `accounts`, kept in the `register`; what they may switch: `settings`; which call they look for:
  `enquiry`. What they are told when something does not work: `errors`; words for codes that are kept: `worded`.
- `audit` and `ledger` are each a `chain`. `forgetting` ends what a process remembers of people.
"""
