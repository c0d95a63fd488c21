"""Two records weighed: values in, bits out. Nothing here reads a database or knows of persons.

- `compare` finds levels of agreement, `weights` gives them bits, `train` fits those (by `samples` and `patterns`),
  `explain` says them in sentences.
- What is compared: `names` (those in Arabic letters by `abjad`), `dates`, `addresses`, `identifiers` (`schemes`); how
  common a value is: `frequencies`.
- Tables of records are compared in arrays: `columns` of `words` and `ragged` rows; `naming` (`spelling`) and `values`
  compare, `ranks` choose which of several values speaks. `screening` leaves out what by its `bounds` cannot matter.
- One record is compared with a few in plain numbers: a `person` by `few` and `few_names`; what the two say (`said`) is
  weighed by `scale`, `sight` is its bound.
- `hashing`, `remembering` and `abreast` are what makes that fast; `arrays` are what it is counted in.
"""
