"""Headings about whoever works with the person: whose name, telephone or team a column holds."""

from typing import NamedTuple

from importers.fields import Field
from importers.headings import FILLERS, PERSONS, Heading
from importers.values.vocabulary import vocabulary

_JOBS = vocabulary(
    "worker wkr keyworker pa officer practitioner professional coordinator caseworker nurse visitor midwife gp doctor",
    "clinician consultant adviser advisor idva iro senco hcp sw kw hv cc cpn om fsw ewo tutor therapist counsellor",
    "psychologist psychiatrist assessor ehco oic hpo ssw caseholder caseloadholder caseowner",
)
WORKER_NOUNS = _JOBS | {"manager", "contact", "team"}
_OF_A_NAME = vocabulary("name first last surname forename full allocated assigned responsible current")
_ANY = vocabulary(
    "worker wkr keyworker key lead case caseworker caseholder caseloadholder caseowner professional practitioner"
)
_GENERIC = _ANY | _OF_A_NAME | vocabulary("officer named main primary team contact manager")
"""Words that do not say which of several workers is meant."""
_CONTACT = frozenset(["contact"])
_FORENAME, _FIRST_NAME = frozenset(["forename", "forenames"]), frozenset(["first", "name"])
PROVIDERS = {
    "school": Field.SCHOOL,
    **dict.fromkeys(("surgery", "practice"), Field.SURGERY),
    **dict.fromkeys(("landlord", "provider", "organisation", "agency"), Field.PROVIDER),
}
PHONES = frozenset(["phone", "telephone", "tel", "mobile", "mob", "landline"])
EMAILS = frozenset(["email", "mail", "emails", "mailbox", "inbox"])
PLACES_OF_WORK = vocabulary("duty station clinic centre hub base ward helpline switchboard setting nursery branch unit")
"""Their telephone is the service's, whoever the worker is."""
_REACHED = frozenset(["line", "details", "ext", "extension", "dial", "ddi"])
"""Of a worker they are telephones, if the values say so."""
IDS = vocabulary("id uid pid identifier ref reference no number num key code urn")
_OF_STAFF = vocabulary("collar badge warrant shoulder staff employee payroll")
"""Of a number they say that it is the worker's at the employer, and rings nobody."""
DATES = vocabulary("date dt dttm datetime time day on from since until")
LAST = frozenset(["last", "latest", "recent", "most"])


class Found(NamedTuple):
    """What a heading's words come to."""

    field: Field
    sure: bool
    why: str
    label: str = ""
    role: str = ""


def about_worker(one: Heading, words: frozenset[str]) -> Found | None:
    """Of the worker's things. 'Contact' alone is nobody's: 'Safe contact number' may be the person's own."""
    if "your" in words:
        return _of_the_sender(words)
    about = words & WORKER_NOUNS or _a_services_lead(words) or a_systems_user(words)
    if "visitor" in words and "health" not in words:  # to a prison, a ward, a contact centre
        return None
    counted = _OF_STAFF if words & IDS else _OF_STAFF - {"staff"}
    if words & {"any", "other"} and words & {"professional", "professionals", "worker", "workers"}:
        return None
    if not about or words == frozenset(["manager"]) or words & (IDS - {"no", "number"} | counted):
        return None
    if (
        about == _CONTACT
        and "safeguarding" not in words
        and not (words & _GENERIC - {"contact", "primary", "main", "current"})
    ):
        return None
    why = "About the worker, by its words."
    if words & EMAILS:
        return Found(Field.WORKER_EMAIL, True, why)
    if words & PHONES or words & _REACHED or (words & {"no", "number"} and words & (WORKER_NOUNS - {"team"})):
        return Found(Field.WORKER_PHONE, True, why)
    if words & _JOBS and ends_in(one, {"contact"}) and not words & (LAST | DATES):  # 'EWO contact', if it can be rung
        return Found(Field.WORKER_PHONE, True, why)
    if words & {"role", "title", "post", "job", "profession"}:
        return Found(Field.WORKER_ROLE, True, why)
    if words & _ANY & _JOBS and ends_in(one, {"service"}):
        return Found(Field.WORKER_TEAM, True, why)
    if words & _JOBS and ends_in(one, {"base", "hub", "office"}):
        return Found(Field.WORKER_TEAM, True, why)
    if words & {"team", "unit"}:
        team = ends_in(one, {"team", "unit", "name", "description", "desc"})
        return Found(Field.WORKER_TEAM, True, why) if team else None
    if words & DATES or words & LAST - {"last"} or words & set(PROVIDERS):
        return None
    if words & _JOBS and ends_in(one, {"manager"}):  # the social worker's manager
        return None
    if words & _OF_THE_DAY:
        return Found(Field.WORKER_NAME, False, "Perhaps who came, and not whom to ring: take it if it is.")
    if words & (_JOBS | {"manager"}) and (words & _FORENAME or words >= _FIRST_NAME):
        return Found(Field.WORKER_FIRST, True, why)
    of_safeguarding = "safeguarding" in words and about == _CONTACT
    if not words & _JOBS and ends_in(one, {"manager"}) and words & _ABOVE:
        return Found(Field.WORKER_NAME, False, "Perhaps who is above the worker: take it if that is whom to ring.")
    if (
        (of_safeguarding or about & (_JOBS | {"manager", "lead", "user", "staff"}))
        and len(words) <= 4
        and ends_in(one, _JOBS | _OF_A_NAME | {"manager", "user", "staff", "member"} | about & _CONTACT)
    ):
        return Found(Field.WORKER_NAME, True, why, role=_role(one))
    return None


_SENDERS = (
    ({"setting", "team"}, Field.WORKER_TEAM),
    (PHONES, Field.WORKER_PHONE),
    (EMAILS, Field.WORKER_EMAIL),
    ({"role"}, Field.WORKER_ROLE),
    ({"name"}, Field.WORKER_NAME),
)


def _of_the_sender(words: frozenset[str]) -> Found | None:
    """'Your name', 'Your role' on a form that an agency's people fill in; or the person themselves."""
    field = next((field for what, field in _SENDERS if words & what), None)
    why = "Of whoever fills in the form: take it if that is whom to ring."
    return Found(field, False, why) if field else None


_ABOVE = vocabulary("service line centre area locality district regional practice unit senior operations")
_OF_THE_DAY = vocabulary("attending reporting arresting recording")
"""Of an officer or a doctor they say that this one was there, and no more."""


def _a_services_lead(words: frozenset[str]) -> frozenset[str]:
    """'HIU lead name': who leads for a service that is named; 'Lead name' may be a household's."""
    named = words & (PHONES | EMAILS | _REACHED | {"name"})
    return (
        frozenset(["lead"])
        if "lead" in words and named and len(words - {"designated"}) == 3 and not words & PERSONS
        else frozenset()
    )


_HAS_THE_CASE = frozenset(["assigned", "allocated", "responsible", "owning"])


def a_systems_user(words: frozenset[str]) -> frozenset[str]:
    """'Assigned user', 'Allocated staff member': who has the case, by the system's word; no service user."""
    return words & {"user", "staff"} if words & _HAS_THE_CASE and "service" not in words else frozenset[str]()


def ends_in(one: Heading, words: frozenset[str] | set[str]) -> bool:
    """Whether one of these is the last word of the heading, and so what the column holds; numbers apart."""
    last = [word for word in one.said if not word.isdigit()]
    return bool(last) and last[-1] in words


def _role(one: Heading) -> str:
    """'Named midwife' names a role; 'Allocated worker name' does not."""
    besides = _OF_A_NAME | FILLERS | {"named", "usual", "registered"}
    said = [word for word in one.said if word not in besides and not word.isdigit()]
    told = " ".join(word.upper() if word in _INITIALS else word for word in said)
    return "" if set(said) <= _ANY else told[:1].upper() + told[1:]


_INITIALS = vocabulary("gp pa ehco oic idva iro hcp sen la sw kw hv cc cpn om fsw ewo hpo ssw")


def another_worker(one: Heading, worker: Heading) -> bool:
    """Whether the heading speaks of another worker or service than this column of a worker's name does.

    'GP practice telephone' is not the health visitor's, 'Manager phone' not the social worker's; 'HO_PHONE' is the
    housing officer's.
    """
    if "manager" in one.words - worker.words:
        return True
    mine, theirs = said_of(one), said_of(worker)
    return bool(mine and theirs and not mine & theirs) and initials(worker) not in one.words


_TITLES = vocabulary("role title post job unit description")
_THINGS = PHONES | _REACHED | EMAILS | IDS | PLACES_OF_WORK | _GENERIC | FILLERS | _TITLES


def said_of(one: Heading) -> frozenset[str]:
    """The words of a heading that tell one worker from another: 'health' and 'visitor' of 'Health visitor tel'."""
    return one.words - _THINGS


def initials(one: Heading) -> str:
    """'ho' of 'HOUSING_OFFICER', 'sw' of 'Social worker name'."""
    return "".join(_TWO.get(word, word[0]) for word in one.said if word not in FILLERS | _OF_A_NAME)


_TWO = {"keyworker": "kw", "caseworker": "cw", "caseholder": "ch", "caseloadholder": "ch", "caseowner": "co"}
"""What is one word here is two where it is shortened."""


def by_initials(one: Heading, worker: Heading) -> Found | None:
    """'HO_PHONE' after a column 'HOUSING_OFFICER': whom to ring."""
    return of_initials(one, initials(worker))


def of_initials(one: Heading, short: str) -> Found | None:
    """'FCA Mobile' of 'fca'."""
    if len(short) < 2 or short not in one.words:
        return None
    rest, why = one.words - {short}, "The same worker's, by the initials."
    if rest & EMAILS:
        return Found(Field.WORKER_EMAIL, True, why)
    if rest & PHONES or rest & _REACHED or rest <= {"contact", "no", "number", "num"}:
        return Found(Field.WORKER_PHONE, True, why) if rest else None
    return Found(Field.WORKER_TEAM, True, why) if rest and rest <= _TEAMS else None


_TEAMS = frozenset(["team", "base", "hub", "unit"])
