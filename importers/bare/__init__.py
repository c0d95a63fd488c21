"""Files of any origin, for `fctui link`: no feed, no mapping that was agreed, nothing stored.

Here values may say what a column holds, which an import never lets them (domain/9 rule 9): a wrong guess costs a worse
link in a trial run, and every guess is printed.
"""
