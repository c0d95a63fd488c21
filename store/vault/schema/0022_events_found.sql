-- A change's ledger row is written last, when links and cases point to it already, so the database looks for all that do
-- so: by an index, and not through every link of the hub.
create index link_by_opening on link (opened);
create index case_by_opening on review_case (opened);
create index case_by_closing on review_case (closed) where closed is not null;
create index delivery_by_event on delivery (event);
create index merge_by_event on agency_merge (event);
create index quarantine_by_event on quarantine_closed (event);
create index withdrawal_by_event on decision_withdrawal (event);
