-- Which deliveries were taken back, without reading through all of them whenever a count of values is asked for.
create index delivery_rolled_back on delivery (event) where state = 'rolled_back';
