"""What may be shown of a person, to whom, in which words, with which source and date (domain/2).

- `view` is a person as shown: `facts` read at once become `banner`, `flags` and `household`; `details` are one
  service's, `matrix` a family's, `call_record` what was shown during a call.
- Whether it may be shown: `rules` as data, `scope` and `standing` apply them, `absence` says why nothing is; `shields`
  and `areas` go before all of them. `shielding` and `overriding` are what people do about shields, `unsure` that nobody
  was opened.
- In which words: `wording`, `said`, `contact`, `freshness`.
"""
