"""Who is who: `scoring` weighs two records, `linkage` says which are one person, `lookup` finds people as one types."""
