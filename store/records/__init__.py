"""What is kept, one module per subject: SQL goes in, plain values come out.

- Agencies and what is agreed with them: `agencies` (as a form says it: `descriptions`), `themes`, `items`, `terms`,
  `coverage`, `mappings`, `thresholds`.
- What came of their files: `deliveries`, `delivery_counts`, `row_issues`, `quarantine`, `held`, `presence`, `reuse`,
  `merges`, `redactions`; on one `board`, with its `freshness`.
- What a record says: checked `rows` become `source_records` in `versions`, each one document (`documents`), with
  whom to ring (`workers`). `identities` and `hits` are short forms of it for people to read.
- Who is found by a value: `leads`, kept by `lead_keeping` in `lead_runs`; `residents`; `supply` says of which feeds.
- Who is one person: `linkage` and `linkage_keys` (of a single record: `linkage_keys_of_one`), `pairs`, `links`,
  `cases`, `decisions`; the weights in `models` and `proposals`.
- Who is protected: `restrictions`.
"""
