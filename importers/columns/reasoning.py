"""Headings that no list holds: what their words come to, put together."""

from itertools import pairwise

from importers.columns.worker_headings import (
    DATES,
    EMAILS,
    IDS,
    LAST,
    PHONES,
    PLACES_OF_WORK,
    PROVIDERS,
    WORKER_NOUNS,
    Found,
    about_worker,
    ends_in,
)
from importers.fields import LINES, Field
from importers.headings import ANOTHER, FILLERS, PERSONS, RELATIVES, SUBJECTS, Heading, dictionary
from importers.values.vocabulary import vocabulary

_OWN = PERSONS | vocabulary(
    "home day daytime evening personal own preferred primary main current number no num contact 1 2 3"
)
"""Words beside a telephone that leave it the person's own."""
_PLACE_WORDS = PERSONS | vocabulary(
    "address addr adr add home property prop premises residential accommodation temporary temp current main primary of",
    "usual household",
)
_WHOLE = vocabulary("now full family claim tenancy block text string single line lines details postal permanent perm")
"""Words beside 'address' that leave it the person's, whole."""
_WITH = frozenset(["inc", "incl", "including", "with"])
_PLACE_FIELDS = frozenset({*LINES, Field.HOUSE, Field.STREET, Field.LOCALITY, Field.TOWN, Field.COUNTY, Field.POSTCODE})
SYSTEMS = vocabulary(
    "lcs las ehm liquidlogic mosaic eclipse frameworki carefirst swift azeus capita synergy sims isams arbor bromcom",
    "integris emis systmone s1 rio paris carenotes nec northgate civica orchard aareon jigsaw niche athena ndelius",
    "delius childview chis iyss iycss holistix charms sen theseus ontrack oasis modus ecins lamplight nebula illy",
    "impulse careflow lorenzo cerner symphony",
    "halo iaptus badgernet badger charitylog careplus careworks scholarpack estart",
)
"""Names of the systems whose exports are met; their number is the person's."""
STATES = vocabulary(
    "case intervention involvement episode referral current client open record plan programme caseload tenancy claim",
    "enrolment application order pathway support registration inv tcy file occ occurrence enquiry treatment",
    "safeguarding ten",
)
_TENANCY = frozenset(["tenancy", "tcy"])
_RESTRICTS = vocabulary(
    "restrict restricted restriction restrictions confidential conf sensitive sensitivity shielded protected sealed"
    " hidden"
)
_KEPT_FROM_OTHERS = vocabulary(
    "record address addr access case flag client person marker loc location whereabouts file ind indicator placement",
    "sharing profile premises only keep partners agencies",
)
_DISCLOSED = frozenset(["disclose", "disclosed", "disclosable"])
_TOLD = vocabulary("disclose disclosed share shared given shown passed released")
_REFUSES, _SHARING = vocabulary("refused declined withheld withdrawn"), frozenset(["share", "sharing"])
_BESIDE_NOT = vocabulary("not do be details information outside externally out")
_YES_OR_NO = vocabulary("y n yn yes no")
_SHUT = _YES_OR_NO | {"restricted", "sensitive", "sealed"}
"""What the record is; 'Confidential Y/N' may be an incident."""
_ALLOWED = frozenset(["may", "can", "ok", "okay", "safe"])
_STARTS = vocabulary(
    "start starts started begin began begins commenced commencement opened open referral registered",
    "added allocated assigned registration reg onset from since entry approach approached joined referred arrived",
)
_ENDS = vocabulary(
    "end ends ended exit exited closed close closure ceased finish finished termination terminated leaving left until"
)
_BEGAN = vocabulary("started began opened commenced issued received accepted registered became")
_CREATED = frozenset(["case", "referral", "episode", "involvement"])
_CEASED = vocabulary("ended close closed ceased finished terminated completed deregistered finalised finalized")
"""Words by which a heading without 'date' says that it holds one: 'Tenancy commenced', 'Ceased LAC'."""
_AHEAD = vocabulary("due planned target expected exp anticipated projected proposed scheduled")
"""What has not happened, and may not."""
_SEEN = vocabulary(
    "contact seen visit visited interaction attended appointment appt activity attendance consultation encounter call",
    "session",
)
_EVENTS = vocabulary("attend occ occurrence incident offence event exclusion")
_OF_A_DEED = vocabulary("offence incident crime committed occurrence occ")
_OF_MONEY = vocabulary("funding funded payment award benefit")
"""What a grant or its payment runs from and to is no involvement's."""
_FORMATS = frozenset(["dd", "yyyy", "ddmmyyyy", "yyyymmdd"])
"""How a date is written, behind what it is: 'Plan opened (dd/mm/yyyy)'."""
_UNDATED = vocabulary("reason outcome type location")
"""Words of what is said about a start or an end, which is no date: 'Episode end reason'."""
BIRTH_WORDS = frozenset(["birth", "born", "dob", "birthdate", "birthday"])
_OF_A_BIRTH = vocabulary(
    "age per pers expected estimated due edd actual verified legal full unborn baby dd mm yy yyyy ddmmyyyy"
)
_HALF_A_POSTCODE = frozenset(["half", "part", "outward"])
_PLACES = frozenset(["address", "moved", "property"])
_FLAGS = frozenset(["active", "open", "current", "has"])


_REFERRED, _WHEN = frozenset(["referred"]), frozenset(["date", "dt", "on"])


def put_together(one: Heading) -> Found | None:
    """Whose thing and which thing: 'Social Worker Email', 'Client Ref No', 'CIN Plan Start Date'."""
    words = one.words - FILLERS
    if forbids(words) or (words & _RESTRICTS and (words & _KEPT_FROM_OTHERS or words <= _SHUT)):
        return Found(Field.RESTRICTED, True, "Says that a record is restricted, by its words.")
    if permits(one):
        return Found(Field.RESTRICTED, True, "Says whose details may not be told, by its words.")
    if words & _REFUSES and words & _SHARING:
        return Found(Field.RESTRICTED, False, "Perhaps says whose details may not be told: take it if it is.")
    if of_another(one):
        return None
    return (
        _number(one, words)
        or _full_name(words)
        or _wished(words)
        or about_worker(one, words)
        or _provider(one, words)
        or _own_phone(words)
        or _service_phone(words)
        or _status(words)
        or _date(one, words)
        or _address(one, words)
    )


def forbids(words: frozenset[str]) -> bool:
    """Whether a Yes is what restricts: 'Do not disclose', 'Address not to be shared', 'Hide from partners'."""
    if "hide" in words or {"keep", "private"} <= words:
        return True
    return (
        bool("not" in words and words & _TOLD and words & {"do", "be"})
        and words <= _TOLD | _KEPT_FROM_OTHERS | _YES_OR_NO | _BESIDE_NOT
    )


def permits(one: Heading) -> bool:
    """Whether a No is what restricts: 'Address may be disclosed?'. A consent is to the service, and no such thing."""
    return bool(one.words & _DISCLOSED and one.words & _ALLOWED) and "consent" not in one.words


_LIVED_AT = frozenset(["address", "addr", "postcode"])


def of_another(one: Heading) -> bool:
    """Of somebody beside the row's own person: 'Mother DOB', 'Tenant 2 Surname', 'Contact 1 Email' of a pupil's.

    'Adult 1' is one of a child's or a family's adults.
    """
    others = RELATIVES - _REFERRED if one.words & _WHEN else RELATIVES  # 'Date referred', 'Referred on'
    others = others - {"household"} if one.words & _LIVED_AT else others  # where the person lives, too
    return bool(one.words & others) or any(
        (word in PERSONS and after in ANOTHER) or (word in {"contact", "adult"} and after.isdigit())
        for word, after in pairwise(one.said)
    )


def _number(one: Heading, words: frozenset[str]) -> Found | None:
    """'NHS …' is the number, whatever follows; a subject's id, or the system's, is the agency's own."""
    if one.said[:2] == ("number", "of"):
        return None
    if "nhs" in words and words <= {"nhs", "medical", "health"} | IDS | SUBJECTS:
        return Found(Field.NHS_NUMBER, True, "An NHS number by its words.")
    if words & {"insurance", "nino"} and words <= {"national", "insurance", "nino"} | IDS | SUBJECTS:
        return Found(Field.NINO, True, "A National Insurance number by its words.")
    if not words & IDS:
        return None
    if words & _TENANCY and words <= _TENANCY | IDS | SUBJECTS:
        return Found(Field.TENANCY, True, "A tenancy's reference, by its words.")
    whose, rest = words & (PERSONS | SYSTEMS), words - IDS - SUBJECTS - SYSTEMS
    if whose and rest <= {"unique", "system", "local", "case", "la", "record"}:
        return Found(Field.SOURCE_ID, True, "The agency's number for the person, by its words.")
    if words & PERSONS and len(rest) == 1 and not words & (WORKER_NOUNS | set(PROVIDERS) | _BUILT):
        return Found(Field.SOURCE_ID, False, "Perhaps the agency's number for the person: take it if it is.")
    return None


_BUILT = vocabulary("street road house flat building property")
"""What else has a number: 'Patient number and street'."""


def _full_name(words: frozenset[str]) -> Found | None:
    whole = "name" in words and words & PERSONS and words <= SUBJECTS | {"name", "full", "lead"}
    return Found(Field.FULL_NAME, True, "The person's name, by its words.") if whole else None


_WISHED = vocabulary("wishes wants likes prefers wish want like prefer")


def _wished(words: frozenset[str]) -> Found | None:
    """'Name client wishes to be called'."""
    called = "called" in words and words & _WISHED
    return Found(Field.PREFERRED_GIVEN, True, "The name the person goes by, by its words.") if called else None


def _provider(one: Heading, words: frozenset[str]) -> Found | None:
    named = [field for word, field in PROVIDERS.items() if word in words]
    if not named or words & IDS - {"no", "number"} or words & DATES or words & {"last", "previous", "former"}:
        return None
    whose = "landlord" not in words  # who may be anybody
    if words & PHONES or words & {"no", "number"}:
        return Found(Field.WORKER_PHONE, whose, "The service's telephone, by its words.")
    if words & EMAILS:
        return Found(Field.WORKER_EMAIL, whose, "The service's e-mail, by its words.")
    if (
        words & {"contact", "referral"}
        or len(words - PERSONS) > 4
        or not ends_in(one, {*PROVIDERS, "name", "attended"})
    ):
        return None
    surgery = Field.SURGERY if words & _OF_A_SURGERY else named[0]  # 'Usual GP's organisation name'
    return Found(surgery, whose, "Where the person is known, by its words.")


_OF_A_SURGERY = frozenset(["gp", "doctor", "surgery"])
_NEAR = vocabulary("neighbourhood housing area district local locality patch estate")
_OF_THE_SERVICE = PHONES | PLACES_OF_WORK | {"no", "number", "desk", "line"}


def _service_phone(words: frozenset[str]) -> Found | None:
    """'Duty telephone', 'Station Tel': whom to ring if there is no worker's own."""
    if words & {"helpline", "switchboard"} and words <= _OF_THE_SERVICE | {"team"}:
        return Found(Field.WORKER_PHONE, True, "The service's telephone, by its words.")
    if words & PHONES and words <= PHONES | {"service", "number", "no"}:
        return Found(Field.WORKER_PHONE, False, "Perhaps the feed's own service's: take it if it is.")
    office = {"office"} | words & _NEAR if "office" in words and words & _NEAR else frozenset[str]()
    if words & PHONES and (office or words & PLACES_OF_WORK) and words <= _OF_THE_SERVICE | office:
        return Found(Field.WORKER_PHONE, True, "The service's telephone, by its words.")
    return None


def _own_phone(words: frozenset[str]) -> Found | None:
    """'Home Telephone', 'Mob. No.'; not 'Contact No.', which may be anybody's."""
    if not words & PHONES or not words <= PHONES | _OWN:
        return None
    if "contact" in words and not words & (_OWN - {"contact", "number", "no", "num", "1", "2", "3"}):
        return None
    mobile = words & {"mobile", "mob"}
    return Found(Field.MOBILE if mobile else Field.PHONE, True, "The person's telephone, by its words.")


def _status(words: frozenset[str]) -> Found | None:
    """Only with values such as Open and Closed is it ticked, or taken with the likely ones."""
    if "status" not in words or not words <= {"status"} | STATES | SUBJECTS:
        return None
    return Found(Field.STATUS, True, "Whether the service is involved, by its words.")


def _date(one: Heading, words: frozenset[str]) -> Found | None:
    """Dates of the involvement. Never from an ending in 'age', and never an address's or an employment's dates."""
    if words & _PLACES:
        return None
    if words & BIRTH_WORDS:
        if words & {"place", "country", "town", "name", "weight", "contact"} or words & ANOTHER:
            return None
        field = Field.EXPECTED_BIRTH if words & {"expected", "estimated", "due"} else Field.BIRTH
        if words - SUBJECTS - BIRTH_WORDS - DATES - _OF_A_BIRTH:
            return Found(field, False, "A birth date, by its words; whose, they leave open: take it if it is.")
        return Found(field, True, "A birth date, by its words.")
    if words & {"death", "died", "deceased"} and words & DATES:
        return Found(Field.DEATH, True, "A date of death, by its words.")
    if words & LAST and words & _SEEN and not words & set(PROVIDERS):
        return Found(Field.LAST_SEEN, True, "A most recent contact, by its words.")
    if words & (_AHEAD | _OF_A_DEED | _UNDATED | _OF_MONEY):
        return None
    if {"referral", "out"} <= words and words & DATES:
        return Found(Field.ENDS, True, "An end, by its words.")
    dated = bool(words & (DATES | _FORMATS)) or (len(one.said) > 1 and one.said[-1] in {"on", "at"})
    off_the_list = "removed" in words and bool(words & {"caseload", "register", "list", "roll"})
    if "created" in words and words & _CREATED and dated:
        return Found(Field.STARTS, True, "A start, by its words.")
    starts = words & _STARTS - (
        {"referral", "registration", "entry", "from"} if words & _ENDS or off_the_list else set()
    )
    if starts and not words & _ENDS and not off_the_list and (dated or "start" in words):
        return Found(Field.STARTS, True, "A start, by its words.")
    if (words & _ENDS or off_the_list) and not starts and (dated or "end" in words):
        return Found(Field.ENDS, True, "An end, by its words.")
    ends = [word for word in one.said if word not in FILLERS]
    if 1 < len(ends) <= 4:
        if {ends[0], ends[-1]} & _CEASED:
            return Found(Field.ENDS, True, "An end, by its words.")
        if {ends[0], ends[-1]} & _BEGAN:
            return Found(Field.STARTS, True, "A start, by its words.")
    return _flag(one, words)


def perhaps_a_date(one: Heading) -> Found | None:
    """'Last TAF', 'Referral in', 'Left', 'Occ date': what a column of dates may be, for a person to say."""
    words = one.words - FILLERS
    if {"moved", "out"} <= words and not of_another(one):
        return Found(Field.ENDS, False, "When they left, perhaps the service, too: take it if it is.")
    if words & (_PLACES | BIRTH_WORDS | _AHEAD | _OF_MONEY) or of_another(one):
        return None
    why = "Perhaps, by its words and its dates: take it if it is."
    if words & LAST or words & _SEEN or words & _EVENTS:
        return Found(Field.LAST_SEEN, False, why)
    if words & (_ENDS | {"out", "departure", "filed", "expired"}):
        alone = words <= _CEASED | {"end"}  # left unread, what ended would be shown as open
        return Found(Field.ENDS, alone, "Dates of an end, by its word." if alone else why)
    return Found(Field.STARTS, False, why) if words & (_STARTS | _BEGAN | {"referred", "in"}) else None


def address_and_postcode(one: Heading) -> bool:
    """'Addr + pcode'."""
    return {"address", "postcode"} <= {*one.said} and ("+" in one.text or "&" in one.text)


def _flag(one: Heading, words: frozenset[str]) -> Found | None:
    if not (one.text[:2].isalpha() and words & _FLAGS and len(words) == 2) or words & DATES or "status" in words:
        return None
    label = " ".join(w for w in one.text.replace("_", " ").split() if w.lower() not in _FLAGS)
    why = "Perhaps Yes or No for an involvement: take it if it is."
    return Found(Field.ACTIVE_FLAG, False, why, label or one.text)


def _address(one: Heading, words: frozenset[str]) -> Found | None:
    """A postcode, a former address, or a part of the person's address: 'Home Address Town'."""
    both = address_and_postcode(one) or (words & _WITH and "address" in words)
    if both and {*one.said} - FILLERS <= _PLACE_WORDS | _WHOLE | _WITH | {"postcode"}:
        return Found(Field.ADDRESS, True, "The person's address with its postcode, by its words.")
    if words & _HALF_A_POSTCODE:
        return None
    if "postcode" in words and len(words) <= 3:
        own = words <= _PLACE_WORDS | _WHOLE | {"postcode"}
        former = words & {"previous", "former", "old", "last"}
        return None if former else Found(Field.POSTCODE, own, "A postcode, by its words.")
    if "address" in words and words & {"previous", "former", "old"}:
        return Found(Field.FORMER_ADDRESS, True, "A former address, by its words.")
    if words & {"address", "addr"} and words <= _PLACE_WORDS | _WHOLE:
        return Found(Field.ADDRESS, True, "The person's address, by its words.")
    if words & {"address", "addr"} and "placement" in words and words <= _PLACE_WORDS | _WHOLE | {"placement"}:
        return Found(Field.ADDRESS, False, "Where somebody is placed, or goes to school: take it if they live there.")
    part = "".join(word for word in one.said if word not in _PLACE_WORDS)
    if part and len(part) < sum(map(len, one.said)):
        for squash in (part, f"address{part}") if "address" in one.said else (part,):
            entry = dictionary().exact.get(squash)
            if entry and entry.field in _PLACE_FIELDS:
                return Found(entry.field, True, "A part of the person's address, by its words.")
    return None
