"""Files that arrive with nobody at the keyboard: the `inbox`, its `drop_folders`, and the `rounds` that empty it."""
