"""Linkage: which records are about one person.

- What records say (`reading`) is kept as `forms` and `keys` when it is entered (`entering`); `loading` reads them back.
- Pairs worth comparing are `candidates`, in the hub found by `finding`; `pairing` weighs them by the `yardstick`, and
  `guards` say which of them the machine may not join, by how the agencies have them `listed` too and in which words
  they agree (`agreement`); what is `faint` is asked about for all its lightness. One record alone goes by plain
  numbers (`few_keys`, `few_pairs`).
- Who is one person is the `partition` of `facts`, wherever `components` leave a doubt (`persons`, `surroundings`,
  `bridges`).
- `resolve` does all that for a delivery or a decision, `rerun` for the hub under other `versions` of the weights
  (`reweighing`, `regrouping`), `bare` for files of no hub, where nobody is asked about `relatives`. `measures` are how
  good it is.
- What the machine may not decide becomes `questions`, unless the persons' own numbers answer it (`numbered`), also
  about decisions since which what is known has changed (`changes`). `telling` puts records and persons into words.
"""

from matching.scoring import remembering
from store import forgetting

forgetting.also(remembering.forget)
