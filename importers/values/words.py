"""Code lists in the words of many systems: sex, and whether a service is involved (domain/10, 4; domain/5 E.4)."""

import re

from importers.values.cells import yes_or_no
from importers.values.remembered import remembered
from importers.values.vocabulary import vocabulary

_MALE = "m male 1 01 man boy gwryw|1 - male|a) male|1-male|male (m)"
_FEMALE = "f female 2 02 woman girl benyw|2 - female|b) female|2-female|female (f)"
_OTHER = (
    "neither other transgender o nonbinary non-binary|non binary|transgender male|transgender female|trans male"
    "|trans female|gender dysphoria|d) neither|unable to classify|gender fluid|intersex"
)
_UNKNOWN = (
    "u i x 0 00 9 09 unknown indeterminate unborn unspecified withheld undisclosed|not known|not recorded"
    "|not specified|0 - not known|0 - not recorded|0 - not stated|c) not stated/recorded|not stated/recorded"
    "|not stated / recorded|not stated|not stated/recorded (or unborn)|c) not stated/recorded (or unborn)"
    "|c) not stated / recorded (or unborn)|unborn/unknown|not recorded/unborn|gender unspecified"
    "|unknown / not recorded / unborn|9 - not specified|not specified / indeterminate gender"
    "|indeterminate gender|indeterminate gender (unknown if male or female|prefer not to say"
)

_BREAK = re.compile(r" [-–:] | ?\(")

_GONE = (
    "y yes true t x 1 ✓ d del delete deleted deletion remove removed gone left leaver withdrawn terminated closed"
    " ended inactive discharged deceased|no longer supplied|no longer a client|to be deleted"
)
_STAYS = (
    "n no false f 0 a add added new ins insert inserted u upd update updated m mod modify modified amend amended"
    " change changed unchanged existing active current open live|no change|not deleted|not removed"
)


def _table(**groups: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, words in groups.items():
        single, *phrases = words.split("|")
        found |= dict.fromkeys([*single.split(), *phrases], "" if value == "_" else value)
    return found


_SEX = _table(M=_MALE, F=_FEMALE, O=_OTHER, _=_UNKNOWN)

_STATUS = _table(
    open="current open active ongoing live yes y 1 true allocated registered ongoing started accepted|in progress|under"
    " assessment|under review|in treatment|awaiting assessment|awaiting allocation|awaiting treatment|waiting list"
    "|on waiting list|on the waiting list|in custody|on roll|open case|currently open|open to service"
    "|enrolled|currently enrolled"
    "|currently involved",
    closed="historic historical closed ended inactive past previous former discharged completed complete left"
    " leaver archived ceased finished deregistered expired deceased nfa terminated filed lapsed vacated released"
    "|no longer involved|off roll|stepped down|no further action|closed case",
    none="none no n 0 false|none found|not specified|no records found|no record|no records|not involved"
    "|not known to service|never involved|no involvement",
    excluded="planned cancelled canceled duplicate error rejected withdrawn draft void|opened in error|entered in error"
    "|created in error|did not start|not started|in error|cancelled in error|not proceeded with",
)


@remembered(1 << 12)
def sex(text: str) -> str | None:
    """'F', 'M', 'O' (transgender, neither: never compared as F or M), '' if not known, None for a word unknown here."""
    word = text.casefold()
    if word in _SEX or "/" not in word:
        return _SEX.get(word)
    sides = {_SEX.get(side.strip()) for side in word.split("/")}  # 'Gwryw / Male'
    return sides.pop() if len(sides) == 1 else None


@remembered(1 << 12)
def status(text: str) -> str:
    """'open', 'closed', 'none' (the service says it is not involved), 'excluded' (R11), '' for a word unknown here."""
    word = text.casefold().strip(" .")
    return _STATUS.get(word) or _of_the_first(word)


def _of_the_first(text: str) -> str:
    """'closed' of 'Closed - RIP' and 'Filed (found)', '' of any other: what follows an 'Open' may be that it ended.

    Nor is 'Closed (reopened)' an end. 'Open - Active' says twice the same.
    """
    first, *rest = _BREAK.split(text, maxsplit=1)
    if rest and (told := _STATUS.get(first)) == _STATUS.get(rest[0].strip(" )")) and told:
        return told
    return "closed" if first != text and _STATUS.get(first) == "closed" and "open" not in text else ""


_LEFT = _table(yes=_GONE, no=_STAYS)


@remembered(1 << 12)
def gone(text: str) -> bool | None:
    """Whether the agency is done with the person; None for a word unknown here.

    'I' is: beside U and D it is an insert, beside A it is inactive.
    """
    told = _LEFT.get(text.casefold().strip(" ."))
    return None if told is None else told == "yes"


_LIVES = _table(yes="alive living live a l active current open unborn", no="deceased dead died d")


@remembered(1 << 12)
def alive(text: str) -> bool | None:
    """What a word for whether somebody lives says; None for one unknown here."""
    told = _LIVES.get(text.casefold().strip(" ."))
    return None if told is None else told == "yes"


_SHARED = vocabulary("not restricted|unrestricted|no restriction|no restrictions|normal|public|standard")


def unrestricted(text: str) -> bool:
    """Whether a word in a column of restrictions says plainly that there is none."""
    return yes_or_no(text) is False or text.casefold() in _SHARED
