-- How many rows of a held file its check accepted and refused; null for what was held before that was kept.

alter table held_delivery add column accepted integer;
alter table held_delivery add column refused integer;
