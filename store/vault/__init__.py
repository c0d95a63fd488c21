"""The encrypted vault: keys, databases, and what the operating system must do for them."""
