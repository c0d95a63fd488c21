-- Who lives or lived in part of a postcode, from the index alone: an outcode has tens of thousands of people.
create index address_in_postcode on address (postcode, postcode_status, record_id);
drop index address_by_postcode;
