"""What one cell says, whatever file it stands in: a name, a date, a number, an address, a word of a code list.

Nothing here knows of columns, rows or feeds; each reading is remembered while a file is read (`remembered`).
"""
