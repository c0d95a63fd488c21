"""Look-up: what an officer types, and who that may be."""
