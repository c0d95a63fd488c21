"""What may be shown of a person, to whom, in which words, with which source and date (domain/2)."""
