"""What people see: a page a module, its style beside it.

- `base` is what all pages share, `call_page` what those do that are used in a call, `guarded` those that show people;
  `form` is typed into, `ask_first` comes before something beyond the rule, `sheet` lies over a page. A `deed` is what a
  page does, `messages` are where it wants to go, `text` makes imported words safe.
- What a page knows, apart from how it is painted: `listing` and `shortlist` of people, `early` keys, `feed_form`,
  `extract_date`, `files`, the `check_list` of an import. It is painted with `widgets`.
"""
