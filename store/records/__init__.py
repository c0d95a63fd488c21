"""What is kept, one module per subject: SQL goes in, plain values come out.

- Agencies and what is agreed with them: `agencies` (as a form says it: `descriptions`), `themes`, `items`, `terms`,
  `coverage`, `mappings`, `thresholds`.
- What came of their files: `deliveries`, `delivery_counts`, `row_issues`, `quarantine`, `held`, `presence`, `reuse`,
  `merges`, `redactions`; on one `board`, with its `freshness`.
- What a record says: checked `rows`, in `columns`, become `source_records` in `versions`, each one document
  (`documents`), with whom to ring (`workers`). `contents` are what a row comes to as a number, `identities` and `hits`
  short forms of it for people to read.
- Who is found by a value: `leads`, kept by `lead_keeping` in `lead_runs`; `residents`; `supply` says of which feeds.
- Who is one person: `linkage` and `linkage_keys` (of a single record: `linkage_keys_of_one`), `pairs`, `links`,
  `cases`, `decisions`; the weights in `models` and `proposals`. Much of it is read with `reading_ahead`.
- Who is protected: `restrictions`.
"""
