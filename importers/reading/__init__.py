"""A file as text and cells, and nothing judged: `tables` opens it.

Text comes over `encoding` and `delimited`, a workbook over `archive` and a child process (`workbook`, `sheet_child`,
`sheet_marks`); `header` finds the row of headings, `scan` looks once at every value before anything is decided.
"""
