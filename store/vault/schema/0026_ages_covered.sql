-- Which ages a feed covers, in whole years: '4-18', '16+', '' for everybody (domain/9 rule 23).

alter table feed add column ages text not null default '';
