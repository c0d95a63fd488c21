"""An agency's file on its way into the hub, and out of it again. A room knows only those above it in this list.

- `values`: what one cell says.
- `reading`: the file as text and cells.
- `columns`: what its columns hold, by the dictionary of `headings`; `fields` are what they can hold.
- `checking`: what is wrong with a row, and the record that is kept of it.
- `delivering`: dry run, holds, storing; roll back, merges, erasure.
- `reports`: what goes back to the agency. `unattended`: the drop folders. `bare`: files of no feed, for `fctui link`.

`refusals` are the reasons why a file as a whole is not taken.
"""
