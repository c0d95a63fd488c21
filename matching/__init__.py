"""Who is who: `scoring` weighs two records, `linkage` says which are one person, `deciding` is what people say of it.

`lookup` finds people as one types. `progress` is how long work says where it is.
"""
