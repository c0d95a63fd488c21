"""The sixteen feeds of the borough and its neighbours: who supplies what, and how each system writes."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Style:
    """How one agency's system writes.

    born, dates: formats (`formats.FORMATS`) of birth dates and of all other dates, constant within a file;
    nhs: share of rows that carry the person's NHS number; stale: chance that an old address or name stands;
    middle: chance that the middle name stands with the first; letters: which accents survive
    (plain, latin, any); case: as given, upper or family upper; dirt: factor on every rate of `dirt.RATES`.
    """

    born: str = "iso"
    dates: str = "iso"
    nhs: float = 0.0
    spaced_nhs: bool = False
    stale: float = 0.3
    middle: float = 0.05
    letters: str = "plain"
    case: str = "as given"
    dirt: float = 1.0
    address: str = ", "
    encoding: str = "utf-8"
    delimiter: str = ","
    newline: str = "\r\n"


@dataclass(frozen=True, slots=True)
class Feed:
    """One agency's recurring extract."""

    code: str
    area: str
    kind: str  # which table of `layouts` and `services` it follows
    theme: str
    label: str
    file: str
    agency: str
    cohort: str
    coverage_from: date
    as_of: date
    style: Style
    cadence_days: int = 7
    stale_after_days: int = 21
    several: bool = False
    ages: str = ""  # covered; '' for everybody

    def extracted(self, week: int) -> date:
        """The day the agency took the extract of that week."""
        return self.as_of + timedelta(7 * week)


def _day(month: int, day: int) -> date:
    return date(2026, month, day)


FEEDS: tuple[Feed, ...] = (
    Feed(
        "BRENT-ASC", "Brent", "ASC", "ASC", "Adult Social Care", "Brent/Adult Social Care.csv",
        "Brent Adult Social Care",
        "adults with a care and support plan, an assessment or a safeguarding concern since April 2019",
        date(2019, 4, 1), _day(6, 2), Style(nhs=0.82, dirt=1.1), several=True,
        ages="18+",
    ),
    Feed(
        "BRENT-CSC", "Brent", "CSC", "CSC", "Children's Social Care", "Brent/Childrens Social Care.csv",
        "Brent Children's Social Care",
        "children and young people with a contact, assessment, plan or period in care since April 2018",
        date(2018, 4, 1), _day(6, 3),
        Style(born="iso time", dates="iso time", nhs=0.72, stale=0.22, letters="any", middle=0.1),
        several=True,
        ages="0-25",
    ),
    Feed(
        "BRENT-HOU", "Brent", "HOU", "HOUSING", "Housing", "Brent/Housing.csv", "Brent Housing",
        "council tenants, people in temporary accommodation and anti-social-behaviour cases since 2014",
        date(2014, 1, 1), _day(4, 20),
        Style(born="uk", dates="uk", nhs=0.01, stale=0.14, case="upper", dirt=1.4),
        several=True,
    ),
    Feed(
        "BRENT-COM", "Brent", "COM", "COMMUNITY", "Community Health", "Brent/Community.csv",
        "Brent Community Health",
        "people seen by health visitors, school nurses, district nurses and therapists since April 2021",
        date(2021, 4, 1), _day(6, 5), Style(nhs=0.96, spaced_nhs=True, letters="any", dirt=0.8), several=True,
    ),
    Feed(
        "BRENT-ACU", "Brent", "ACU", "ACUTE", "Hospital", "Brent/Acute.csv", "Brent Acute Hospitals",
        "people admitted to hospital or seen in A&E in the last twelve months",
        date(2025, 6, 1), _day(6, 1),
        Style(born="dash", dates="dash", nhs=0.975, stale=0.35, middle=0.12, dirt=0.7),
    ),
    Feed(
        "BRENT-GP", "Brent", "GP", "PRIMARY_CARE", "GP", "Brent/Primary Care.csv", "Brent Primary Care",
        "everyone registered with a Brent surgery",
        date(2000, 1, 1), _day(6, 1), Style(born="uk", dates="uk", nhs=0.985, middle=0.15, dirt=0.6),
        cadence_days=30, stale_after_days=45,
    ),
    Feed(
        "BRENT-MH", "Brent", "MH", "MENTAL_HEALTH", "Mental Health", "Brent/Mental Health.csv",
        "Brent Mental Health Trust",
        "people open to community, crisis or children's mental health teams since April 2021",
        date(2021, 4, 1), _day(6, 4), Style(dates="iso time", nhs=0.95, dirt=0.9), several=True,
    ),
    Feed(
        "BRENT-EDU", "Brent", "EDU", "EDUCATION", "Schools", "Brent/education.csv", "Brent Education",
        "children on the roll of a state school or nursery in Brent, and leavers since September 2022",
        date(2022, 9, 1), _day(6, 8),
        Style(born="uk", dates="uk", stale=0.2, address="\r\n", letters="latin"),
        cadence_days=30, stale_after_days=45,
    ),
    Feed(
        "HOUN-ASC", "Hounslow", "ASC", "ASC", "Adult Social Care", "Hounslow/Adult Social Care.csv",
        "Hounslow Adult Social Care",
        "adults with a care and support plan, an assessment or a safeguarding concern since April 2020",
        date(2020, 4, 1), _day(6, 3),
        Style(born="uk", dates="uk", nhs=0.66, dirt=1.2, newline="\n"), several=True,
        ages="18+",
    ),
    Feed(
        "HOUN-CSC", "Hounslow", "CSC", "CSC", "Children's Social Care", "Hounslow/Childrens Social Care.csv",
        "Hounslow Children's Social Care",
        "children and young people with a referral, assessment, plan or period in care since April 2019",
        date(2019, 4, 1), _day(6, 2), Style(nhs=0.88, stale=0.22, letters="any", middle=0.08), several=True,
        ages="0-25",
    ),
    Feed(
        "HOUN-HOU", "Hounslow", "HOU", "HOUSING", "Housing", "Hounslow/Housing.csv", "Hounslow Housing",
        "current council tenants and homeless applicants since April 2016",
        date(2016, 4, 1), _day(6, 1),
        Style(born="uk", dates="uk", stale=0.14, letters="latin", dirt=1.4, encoding="cp1252"),
        cadence_days=30, stale_after_days=45, several=True,
    ),
    Feed(
        "HOUN-COM", "Hounslow", "COM", "COMMUNITY", "Community Health", "Hounslow/Community.csv",
        "Hounslow Community Health",
        "people seen by health visitors, school nurses, district nurses and therapists since April 2022",
        date(2022, 4, 1), _day(6, 4), Style(born="month", dates="month", nhs=0.95, dirt=0.8, delimiter=";"),
        several=True,
    ),
    Feed(
        "HOUN-ACU", "Hounslow", "ACU", "ACUTE", "Hospital", "Hounslow/Acute.csv", "Hounslow Acute Hospitals",
        "people admitted to hospital or seen in A&E in the last twelve months",
        date(2025, 6, 1), _day(6, 5),
        Style(born="iso time", dates="iso time", nhs=0.97, stale=0.35, middle=0.12, dirt=0.7, newline="\n"),
    ),
    Feed(
        "BARN-CSC", "Barnet", "CSC2", "CSC", "Children's Social Care", "Barnet/csc.csv",
        "Barnet Family Services",
        "children and young people with a contact, plan or period in care since April 2020",
        date(2020, 4, 1), _day(6, 8),
        Style(address="\r\n", letters="any", encoding="utf-8-sig"),
        ages="0-25",
    ),
    Feed(
        "BARN-EDU", "Barnet", "EDU", "EDUCATION", "Schools", "Barnet/education.csv", "Barnet Education",
        "children on the roll of a state school or nursery in Barnet, and leavers since September 2023",
        date(2023, 9, 1), _day(6, 1), Style(stale=0.2, address="\r\n", letters="latin", newline="\n"),
        cadence_days=30, stale_after_days=45,
    ),
    Feed(
        "EAL-CHI", "Ealing", "CHI", "CSC", "Children's Services", "Ealing/children.csv",
        "Ealing Children's Services",
        "children with an active plan, referral or early help episode",
        date(2024, 4, 1), _day(6, 6),
        Style(born="uk", nhs=0.9, letters="any", case="family upper", encoding="utf-16", delimiter="\t"),
        ages="0-25",
    ),
)  # fmt: skip
