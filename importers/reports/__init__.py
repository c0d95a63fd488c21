"""What goes back to the agency: `report` writes which cells need its attention, `page` sums them up (F60).

`exported` text is no formula for a spreadsheet program.
"""
