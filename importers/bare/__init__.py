"""Files of any origin, for `fctui link`: no feed, no mapping that was agreed, nothing stored.

Here values may say what a column holds, which an import never lets them (domain/9 rule 9): a wrong guess costs a worse
link in a trial run, and every guess is printed.

- `reading` opens `files` (`codepages`, `scripts`) and asks `columns` what each holds: by its heading (`headings`), by
  its values (`content`, `naming`, `births`), by what they repeat (`repeats`, `traits`, `ringing`), by the `order` of
  the names in it or in other files (`crosswise`), of which year its `ages` are by those whom all know (`knowing`).
  What letters for sex mean is `lettered`, and how people are `addressed`, by the people whom all know. `taken` is
  the answer.
- `rows` makes of them what the engine compares: `people` (`couples`, `eastern`, `fathers`, `patronymics`, `styles`),
  `dates` (`calendars`, `months`), `places`, `phones`, `sexes`, `personal` numbers. `blanks` say nothing.
"""
