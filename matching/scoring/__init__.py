"""Two records weighed: values in, bits out. Nothing here reads a database or knows of persons.

`compare` finds levels of agreement, `weights` gives them bits, `train` fits those, `explain` says them in sentences.
Tables of records are compared in arrays (`columns`, `naming`, `values`), one new record in plain numbers (`few`).
"""
