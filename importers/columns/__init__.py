"""What the columns of a file hold: `guessing` by their headings, `content` by veto; `profile` is what a feed remembers.

A heading is read by the dictionary (`by_itself`), without its table's name (`prefixed`), by its words put together
(`reasoning`), as a slip of the keys (`spelling`), by whose it is (`worker_headings`, `whom_to_ring`, `whose`, `crowded`
where a row is several people's), as one of several dates (`began_and_ended`). `meanings` are an agency's own codes,
`told_by_yes` what Yes means under a heading such as 'Has left'; `provided` is what a school or surgery is to a feed.
"""
