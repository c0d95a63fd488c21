"""The exact columns of every file (domain/5 E.1–E.3), and how a record fills them."""

from collections.abc import Callable
from random import Random

from fctui.borough.records import Record
from fctui.borough.services import ADMISSIONS, LANDLORDS, Episode, ailment, school

PERSON = ("Last Name", "First Name", "Date of Birth", "Age", "NHS No", "Address")
EVENT = ("Service/Event Desc", "Service/Event Start", "Service/Event End")
COVERAGE = ("Date Current As Of", "Coverage Start Date", "Coverage End Date", "Coverage Geographic Area")
BETA_PERSON = ("Cms Id", "First Name", "Last Name", "Date Of Birth", "Gender", "Address", "Service Involvement")
BETA_END = ("Date Of Most Recent Interaction", "Start Date Of Last Involvement")

HEADINGS: dict[str, tuple[str, ...]] = {
    "ASC": (*PERSON, "Date of death", "CMS No", "Keyworker", "Email", "Is a Carer", "No of Carers",
            "Service Event Desc", "Service Event Start", "Service Event End"),
    "CSC": (*PERSON, "Date of death", "CMS No", "Keyworker", "Email", "Is a Carer", "No of Carers", *EVENT),
    "HOU": (*PERSON, "Date of death", "CMS No", "Name of housing officer", "Supported housing",
            "Social housing", "Name of housing provider", *EVENT),
    "COM": (*PERSON, "Date of death", *EVENT),
    "ACU": (*PERSON, "Date of death", "CMS No", "Date of most recent hospital admission", "Date of discharge",
            "Presenting condition", "Count of admissions over 12 month period", "High intensity A+E user"),
    "GP": (*PERSON, "Date of death", "Name of GP", "Contact number", "Date registered"),
    "MH": (*PERSON, "Date of death", *EVENT),
    "CSC2": (*BETA_PERSON, "Local Authority Organisation", "Contact Name", "Contact Role", "Contact Phone",
             "Contact Email", *COVERAGE, *BETA_END),
    "EDU": (*BETA_PERSON, "School Name", "Contact Number", "Admission Type", *COVERAGE, *BETA_END),
    "CHI": ("Column1", "SourceID", "DOB", "Column2", "Column3", "Column4", "Surname", "Column5", "Forename",
            "Column6", "Gender", *(f"Column{place}" for place in range(7, 12)), "PostCode",
            *(f"Column{place}" for place in range(12, 22)), "ActiveCIN", "ActiveCLA", "ActiveCP",
            "ActiveReferral", "ActiveEHM", "Ethnicity", "ImmigrationStatus", "NHSNumber"),
}  # fmt: skip

REFERRALS = ("Referral", "Contact", "Single assessment", "Section 47 enquiry")
ETHNICITIES = {
    origin: code
    for code, origins in {
        "A": "english scottish welsh", "B": "irish", "C": "polish romanian", "H": "hindu sikh", "J": "pakistani",
        "K": "bangladeshi", "L": "tamil", "M": "caribbean", "N": "nigerian ghanaian somali", "R": "chinese",
    }.items()
    for origin in origins.split()
}  # fmt: skip

Cells = list[str]
Fill = Callable[[Record, Episode, Random], Cells]


def _person(one: Record) -> Cells:
    return [one.last, one.first, one.born_cell(), one.age_cell(), one.nhs_cell(), one.address_cell(), one.day(one.died)]


def _event(one: Record, episode: Episode) -> Cells:
    return [episode.service, one.day(episode.starts), one.day(episode.ends)]


def _care(one: Record, episode: Episode, _: Random) -> Cells:
    carer = one.person.age() > 15 and one.person.number % 9 == 0
    carers = "" if one.person.number % 10 < 3 else str(one.person.number % 3)
    email = "" if one.feed.kind == "ASC" and one.person.household.number % 2 else one.worker.email
    cells = [one.case, one.worker.name, email, one.yes_no[not carer], carers]
    return [*_person(one), *cells, *_event(one, episode)]


def _housing(one: Record, episode: Episode, _: Random) -> Cells:
    provider = LANDLORDS[one.person.household.number % len(LANDLORDS)]
    if provider == "Borough Council":
        provider = f"{one.feed.area} Council"
    supported = one.hard in ("hostel", "refuge") or one.person.household.number % 25 == 0
    return [*_person(one), one.case, one.worker.name, one.yes_no[not supported], one.yes_no[0], provider,
            *_event(one, episode)]  # fmt: skip


def _plain(one: Record, episode: Episode, _: Random) -> Cells:
    return [*_person(one), *_event(one, episode)]


def _acute(one: Record, episode: Episode, dice: Random) -> Cells:
    count = 1 + int(dice.expovariate(1.4))
    heavy = one.yes_no[count < 5]
    what = ailment(one.person.age(), dice)
    return [*_person(one), one.case, one.day(episode.starts), one.day(episode.ends), what, str(count), heavy]


def _gp(one: Record, episode: Episode, _: Random) -> Cells:
    return [*_person(one), one.worker.name, one.worker.phone, one.day(episode.starts)]


def _beta(one: Record, episode: Episode, dice: Random) -> Cells:
    status = "Current" if episode.ends is None else "Historic"
    if dice.random() < 0.03:
        status = "Not Specified"
    return [one.case, one.first, one.last, one.born_cell(), one.sex, one.address_cell(), status]


def _beta_end(one: Record, episode: Episode) -> Cells:
    feed = one.feed
    coverage = [one.day(one.as_of), one.day(feed.coverage_from), one.day(one.as_of), feed.area]
    return [*coverage, one.day(episode.seen), one.day(episode.starts)]


def _csc2(one: Record, episode: Episode, dice: Random) -> Cells:
    worker = one.worker
    role = f"{worker.role}, {worker.team}" if worker.team and one.person.household.number % 4 == 0 else worker.role
    contact = [f"{one.feed.area} Council", worker.name, role, worker.phone, worker.email]
    return [*_beta(one, episode, dice), *contact, *_beta_end(one, episode)]


def _education(one: Record, episode: Episode, dice: Random) -> Cells:
    there = [school(one.person, one.feed, one.as_of), one.worker.phone, dice.choice(ADMISSIONS)]
    return [*_beta(one, episode, dice), *there, *_beta_end(one, episode)]


def _children(one: Record, episode: Episode, dice: Random) -> Cells:
    service = episode.service
    active = (service == "CIN plan", service.startswith("Looked"), service == "CP plan",
              service in REFERRALS, service == "Early help")  # fmt: skip
    ethnicity = ETHNICITIES.get(one.person.culture.origin, "S") if dice.random() < 0.8 else "Z"
    status = dice.choice(("Asylum seeker", "UASC")) if one.person.asylum else ""
    head = ["", one.case, one.born_cell(), "", "", "", one.last, "", one.first, "", one.sex, *[""] * 5]
    flags = ["1" if flag else "0" for flag in active]
    return [*head, one.postcode_cell(), *[""] * 10, *flags, ethnicity, status, one.nhs_cell()]


FILLS: dict[str, Fill] = {
    "ASC": _care,
    "CSC": _care,
    "HOU": _housing,
    "COM": _plain,
    "ACU": _acute,
    "GP": _gp,
    "MH": _plain,
    "CSC2": _csc2,
    "EDU": _education,
    "CHI": _children,
}
