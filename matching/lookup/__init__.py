"""Look-up: what an officer types, and who that may be.

- What was typed: `query` takes a line, `folding` it first, apart into `parts`, by `forms`, `dateforms`, the `agencies`
  of the hub and `birthreading` (`dates`, `ages`, `birth`); of `labels` with nothing behind them that is said. `family`
  takes apart a list of people, `pasted_mail` takes away the letter around it.
- Who that may be: `search` is the door, `finding` goes by numbers (`numbered`, `misheard`), by place (`placed`) and by
  names (`named`), all told as `found`. `ranking` is by names (`partings`, `readings`, `dictionary`, `letters`,
  `respelling`) and birth date (`nearness`); `withheld` are nobody for it. `telling` is the answer, `likeness` who could
  be mistaken for whom, `unfound` why there is nobody.
- What it is found in: `index` holds `dictionary`, `segments`, `slots`, `several` and columns in memory, in step with
  what `postings` keeps (`entries`, `vocabulary`, `chunks`, `packing`, `strung`) and `erasing` takes out for good.
"""

from matching.scoring import remembering
from store import forgetting

forgetting.also(remembering.forget)
