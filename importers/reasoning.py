"""Headings that no list holds: their words put together, or their spelling a slip away from a known one."""

from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from importers.fields import Field
from importers.headings import FILLERS, SUBJECTS, Entry, Heading, dictionary
from importers.vocabulary import vocabulary

_RELATIVES = vocabulary(
    "mother father mum dad parent parents carer carers guardian nok kin emergency partner spouse sibling",
    "relative next referrer referred husband wife brother sister maternal paternal household family2",
)
_WORKERS = vocabulary(
    "worker keyworker officer practitioner professional coordinator manager caseworker nurse visitor midwife",
    "allocated assigned gp doctor staff clinician consultant sw key lead social named case contact responsible",
    "assessor",
)
_WORKER_NOUNS = vocabulary(
    "worker keyworker officer practitioner professional coordinator caseworker nurse visitor midwife gp doctor oic",
    "manager clinician consultant contact team",
)
_PROVIDERS = {
    "school": Field.SCHOOL,
    "surgery": Field.SURGERY,
    "practice": Field.SURGERY,
    "landlord": Field.PROVIDER,
    "provider": Field.PROVIDER,
    "organisation": Field.PROVIDER,
}
_PHONES = frozenset(["phone", "telephone", "tel", "mobile", "landline"])
_EMAILS = frozenset(["email", "mail", "emails"])
_IDS = vocabulary(
    "id identifier ref reference no number num key code urn",
)
_DATES = vocabulary(
    "date dt dttm datetime time day on from since until",
)
_STARTS = vocabulary(
    "start starts started begin began begins commenced commencement opened open referral registered",
    "registration onset from since entry",
)
_ENDS = vocabulary(
    "end ends ended closed close closure ceased finish finished termination leaving left until",
)
_LAST = frozenset(["last", "latest", "recent", "most"])
_SEEN = vocabulary(
    "contact seen visit visited interaction attended appointment activity attendance",
)
_BIRTHS = frozenset(["birth", "born", "dob", "birthdate", "birthday"])
_PLACES = frozenset(["address", "moved", "property"])
_FLAGS = frozenset(["active", "open", "current", "has"])


class Found(NamedTuple):
    """What a heading's words come to."""

    field: Field
    sure: bool
    why: str
    label: str = ""
    role: str = ""


def put_together(one: Heading) -> Found | None:
    """Whose thing and which thing: 'Social Worker Email', 'Client Ref No', 'CIN Plan Start Date'."""
    words = one.words - FILLERS
    if words & _RELATIVES:
        return None
    return _number(words) or _worker(one, words) or _provider(words) or _date(one, words) or _address(words)


def _number(words: frozenset[str]) -> Found | None:
    """'NHS …' is the number, whatever follows; a subject's id is the agency's own."""
    if "nhs" in words and words <= {"nhs"} | _IDS | SUBJECTS:
        return Found(Field.NHS_NUMBER, True, "An NHS number by its words.")
    if words & _IDS and words & SUBJECTS and words <= _IDS | SUBJECTS | {"unique", "system", "local", "case", "la"}:
        return Found(Field.SOURCE_ID, True, "The agency's number for the person, by its words.")
    return None


def _worker(one: Heading, words: frozenset[str]) -> Found | None:
    if not words & _WORKER_NOUNS or words == frozenset({"manager"}) or words & _IDS - {"no", "number"}:
        return None
    why = "About the worker, by its words."
    if words & _EMAILS:
        return Found(Field.WORKER_EMAIL, True, why)
    if words & _PHONES or (words & {"no", "number"} and words & _WORKER_NOUNS):
        return Found(Field.WORKER_PHONE, True, why)
    if words & {"role", "title", "post", "job", "profession"}:
        return Found(Field.WORKER_ROLE, True, why)
    if words & {"team", "unit"}:
        return Found(Field.WORKER_TEAM, True, why)
    if words & _DATES or words & _LAST:
        return None
    if words & (_WORKER_NOUNS - {"contact", "team"}) and len(words) <= 4:
        return Found(Field.WORKER_NAME, True, why, role=_role(one.text))
    return None


def _role(text: str) -> str:
    """'Named midwife' names a role; 'Allocated worker name' does not."""
    said = [
        w
        for w in text.replace("_", " ").split()
        if w.lower() not in {"name", "of", "the", "allocated", "assigned", "named"}
    ]
    generic = {
        "worker",
        "keyworker",
        "key",
        "lead",
        "case",
        "caseworker",
        "professional",
        "practitioner",
        "gp",
    }
    words = {w.lower() for w in said}
    return "GP" if words == {"gp"} else "" if words <= generic else " ".join(said).capitalize()


def _provider(words: frozenset[str]) -> Found | None:
    named = [field for word, field in _PROVIDERS.items() if word in words]
    if not named or words & _IDS - {"no", "number"} or words & _DATES:
        return None
    if words & _PHONES or words & {"no", "number"}:
        return Found(Field.WORKER_PHONE, True, "The service's telephone, by its words.")
    if words & _EMAILS:
        return Found(Field.WORKER_EMAIL, True, "The service's e-mail, by its words.")
    return Found(named[0], True, "Where the person is known, by its words.") if len(words) <= 4 else None


def _date(one: Heading, words: frozenset[str]) -> Found | None:
    """Dates of the involvement. Never from an ending in 'age', and never an address's or an employment's dates."""
    if words & _PLACES:
        return None
    if words & _BIRTHS:
        expected = words & {"expected", "estimated", "due"}
        field = Field.EXPECTED_BIRTH if expected else Field.BIRTH
        return Found(field, True, "A birth date, by its words.") if len(words - SUBJECTS) <= 4 else None
    if words & {"death", "died", "deceased"} and words & _DATES:
        return Found(Field.DEATH, True, "A date of death, by its words.")
    if words & _LAST and words & _SEEN:
        return Found(Field.LAST_SEEN, True, "A most recent contact, by its words.")
    dated = bool(words & _DATES)
    if words & _STARTS and not words & _ENDS and (dated or "start" in words):
        return Found(Field.STARTS, True, "A start, by its words.")
    if words & _ENDS and not words & _STARTS and (dated or "end" in words):
        return Found(Field.ENDS, True, "An end, by its words.")
    if one.text[:2].isalpha() and words & _FLAGS and len(words) == 2 and not dated:
        label = " ".join(w for w in one.text.replace("_", " ").split() if w.lower() not in _FLAGS)
        return Found(
            Field.ACTIVE_FLAG,
            False,
            "Perhaps Yes or No for an involvement: tick it if it is.",
            label or one.text,
        )
    return None


def _address(words: frozenset[str]) -> Found | None:
    if "postcode" in words and len(words) <= 3:
        former = words & {"previous", "former", "old", "last"}
        return None if former else Found(Field.POSTCODE, True, "A postcode, by its words.")
    if "address" in words and words & {"previous", "former", "old"}:
        return Found(Field.FORMER_ADDRESS, True, "A former address, by its words.")
    return None


@cache
def _spellings() -> dict[str, Entry]:
    """Long enough headings that may be misspelt, digits apart ('Forename 1' is no slip of 'Forename 2')."""
    return {
        squash: entry
        for squash, entry in dictionary().exact.items()
        if entry.evidence != "suggested" and len(squash) > 5 and not any(c.isdigit() for c in squash)
    }


def spelt_alike(one: Heading) -> Entry | None:
    """The one heading, or one of a single field's, that is a slip away, two from nine letters on.

    The first letter is the same, and there are no digits. A confirmed heading comes before one that is not.
    """
    text = one.squash
    if len(text) <= 5 or any(c.isdigit() for c in text):
        return None
    most = 1 if len(text) < 9 else 2
    near: dict[int, list[Entry]] = {}
    for squash, entry in _spellings().items():
        if squash[0] == text[0] and abs(len(squash) - len(text)) <= most:
            distance = OSA.distance(text, squash, score_cutoff=most)
            if distance <= most:
                near.setdefault(distance, []).append(entry)
    nearest = near[min(near)] if near else []
    one_field = len({entry.field for entry in nearest}) == 1
    return max(nearest, key=lambda entry: entry.confirmed) if one_field else None
