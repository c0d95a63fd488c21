"""A village of some twenty hand-made people, delivered through the real import: small enough to know everybody.

Who lives here, and why:
- Amelia SMITH (born 14 Mar 2013) is the child most journeys ask for: children's social care, school and GP know her;
  her mother Sarah, known to housing and adult social care, lives at the same address; the GP still has the old address.
- Amelia SMYTH (14 Mar 2012) is the similar person who must not be opened by mistake.
- Zara and Zainab KHAN are twins; Zara is in two files, so a wrong merge would show.
- Tom OBRIEN / Thomas O'Brien: same birth date, no number, another address: a case for the supervisor.
- Yusuf / Yousef ALI: one NHS number, day and month of birth swapped: values in conflict side by side.
- Grace OKAFOR was Grace MENSAH; Unborn SMITH is expected; Albert COLE has died; Idris WARSAME has no fixed abode;
  Maryam HUSSEIN's birth is known by its year; [bold]Jo[/] TABLES is a hostile name.
- Housing's data is old enough to be overdue; Hounslow's feeds are another area.
"""

import json
from datetime import date
from pathlib import Path

from importers import delivery
from store import accounts
from store.hub import Hub
from store.permissions import Role
from store.records.agencies import load_feeds
from tests.accounts import AREA, CLOCK, COST, PASSWORD, PEOPLE

CSC = """\
Last Name,First Name,Date of Birth,Age,NHS No,Address,Date of death,CMS No,Keyworker,Email,Is a Carer,No of Carers,Service/Event Desc,Service/Event Start,Service/Event End
SMITH,Amelia,2013-03-14,13,4857773456,"12 Acacia Road, Wembley, HA0 2AB",,7001,Helen Marks,helen.marks@brent.example,No,,CIN plan,2026-01-12,
SMITH,Amelia,2013-03-14,13,4857773456,"12 Acacia Road, Wembley, HA0 2AB",,7001,Dev Patel,dev.patel@brent.example,No,,Assessment,2024-02-01,2024-03-20
KHAN,Zara,2016-02-02,10,4010232137,"4 Mill Lane, Wembley, HA0 4TT",,7002,Dev Patel,dev.patel@brent.example,No,,Early help,2026-03-01,
SMITH,Unborn,2026-09-01,,,"12 Acacia Road, Wembley, HA0 2AB",,7003,Helen Marks,helen.marks@brent.example,No,,Pre-birth assessment,2026-05-04,
O'Brien,Thomas,2011-07-21,14,,"88 Harrow View, Wembley, HA9 8QR",,7004,Helen Marks,helen.marks@brent.example,No,,CIN plan,2025-11-02,
Warsame,Idris,2009-12-03,16,,NFA,,7005,,,No,,Section 20,2026-02-14,
Ali,Yusuf,2012-06-05,14,9434765919,"3 Canal Walk, London, NW10 6RJ",,7006,Dev Patel,dev.patel@brent.example,No,,CP plan,2025-09-09,
"""

HOUSING = """\
Last Name,First Name,Date of Birth,Age,NHS No,Address,Date of death,CMS No,Name of housing officer,Supported housing,Social housing,Name of housing provider,Service/Event Desc,Service/Event Start,Service/Event End
Smith,Sarah,1985-11-30,40,,"12 Acacia Road, Wembley, HA0 2AB",,H100,Lena Novak,No,Yes,Brent Homes,Secure tenancy,2019-04-15,
Okafor,Grace,1990-08-08,35,,"Flat 2, 9 Elm Court, London, NW2 5BB",,H101,Lena Novak,No,Yes,Brent Homes,Secure tenancy,2021-06-01,
Cole,Albert,1941-01-19,,,"7 Park Rise, Wembley, HA0 3LL",2026-02-11,H102,Tariq Aziz,Yes,No,Sunrise Housing,Supported living,2015-05-05,2026-02-11
[bold]Jo[/],Tables,1979-05-17,47,,"1 Robert Drop Close, Wembley, HA0 9ZX",,H103,Tariq Aziz,No,Yes,Brent Homes,Temporary accommodation,2026-04-01,
OBrien,Tom,2011-07-21,14,,"15 Station Grove, Wembley, HA0 4AL",,H104,Tariq Aziz,No,Yes,Brent Homes,Household member,2024-10-10,
Warsame,Idris,2009-12-03,16,,No fixed address,,H105,Tariq Aziz,No,No,Brent Homes,Homelessness application,2026-03-30,
"""

SCHOOL = """\
Cms Id,First Name,Last Name,Date Of Birth,Gender,Address,Service Involvement,School Name,Contact Number,Admission Type,Date Current As Of,Coverage Start Date,Coverage End Date,Coverage Geographic Area,Date Of Most Recent Interaction,Start Date Of Last Involvement
E1,Amelia,Smith,2013-03-14,Female,"12 Acacia Road\nWembley\nHA0 2AB",Current,Alperton High,020 7946 0101,Main,2026-06-08,2010-01-01,2026-06-08,Brent,2026-06-05,2024-09-04
E2,Zara,Khan,2016-02-02,Female,"4 Mill Lane\nWembley\nHA0 4TT",Current,Mill Lane Primary,020 7946 0102,Main,2026-06-08,2010-01-01,2026-06-08,Brent,2026-06-04,2020-09-07
E3,Zainab,Khan,2016-02-02,Female,"4 Mill Lane\nWembley\nHA0 4TT",Current,Mill Lane Primary,020 7946 0102,Main,2026-06-08,2010-01-01,2026-06-08,Brent,2026-06-04,2020-09-07
E4,Amelia,Smyth,2012-03-14,Female,"40 Ash Street\nLondon\nNW10 9LP",Current,Alperton High,020 7946 0101,Main,2026-06-08,2010-01-01,2026-06-08,Brent,2026-06-05,2023-09-05
E5,Maryam,Hussein,2014-01-01,Female,"22 Dove Gardens\nLondon\nNW10 2CD",Historic,Mill Lane Primary,020 7946 0102,Main,2026-06-08,2010-01-01,2026-06-08,Brent,2025-07-18,2019-09-03
"""

GP = """\
Last Name,First Name,Date of Birth,Age,NHS No,Address,Date of death,Name of GP,Contact number,Date registered
Smith,Amelia,2013-03-14,13,485 777 3456,"31 Old Mill Street, London, NW10 1AA",,Dr R Osei,020 7946 0201,2013-04-02
Khan,Zainab,2016-02-02,10,9449305552,"4 Mill Lane, Wembley, HA0 4TT",,Dr R Osei,020 7946 0201,2016-02-20
Mensah (now Okafor),Grace,1990-08-08,35,9691914913,"Flat 2, 9 Elm Court, London, NW2 5BB",,Dr P Lind,020 7946 0202,2009-01-15
Ali,Yousef,2012-05-06,14,943 476 5919,"3 Canal Walk, London, NW10 6RJ",,Dr P Lind,020 7946 0202,2012-07-01
"""

ADULT = """\
Last Name,First Name,Date of Birth,Age,NHS No,Address,Date of death,CMS No,Keyworker,Email,Is a Carer,No of Carers,Service Event Desc,Service Event Start,Service Event End
Smith,Sarah,1985-11-30,40,9449310424,"12 Acacia Road, Wembley, HA0 2AB",,A1,Joan Ruiz,joan.ruiz@brent.example,Yes,1,Carer's assessment,2026-04-20,
Cole,Albert,1941-01-19,85,,"7 Park Rise, Wembley, HA0 3LL",2026-02-11,A2,Duty Team,,No,,Home care,2020-02-02,2026-02-11
"""

HOUNSLOW = """\
Last Name,First Name,Date of Birth,Age,NHS No,Address,Date of death,Service/Event Desc,Service/Event Start,Service/Event End
Smyth,Amelia,2012-03-14,14,,"40 Ash Street, London, NW10 9LP",,School nursing,2025-02-03,
"""

FILES = {
    "BRENT-CSC": ("Childrens Social Care.csv", CSC, "2026-06-10"),
    "BRENT-HOU": ("Housing.csv", HOUSING, "2026-04-20"),
    "BRENT-EDU": ("education.csv", SCHOOL, "2026-06-08"),
    "BRENT-GP": ("Primary Care.csv", GP, "2026-06-01"),
    "BRENT-ASC": ("Adult Social Care.csv", ADULT, "2026-06-08"),
    "HOUN-COM": ("Community.csv", HOUNSLOW, "2026-06-08"),
}

BRENT = {
    "code": "BRENT",
    "name": "Brent Council",
    "area": "Brent",
    "phone": "020 7946 0300",
    "out_of_hours_phone": "020 7946 0399",
}
HEALTH = {
    "code": "BRENT-NHS",
    "name": "Brent Health",
    "area": "Brent",
    "phone": "020 7946 0310",
    "out_of_hours_phone": "",
}
HOUN = {
    "code": "HOUN-NHS",
    "name": "Hounslow Community Health",
    "area": "Hounslow",
    "phone": "020 7946 0410",
    "out_of_hours_phone": "",
}

_FEEDS = [
    (
        "BRENT-CSC",
        BRENT,
        "Children's social care",
        "CSC",
        7,
        "children with an open or recent case",
        "2020-01-01",
    ),
    (
        "BRENT-HOU",
        BRENT,
        "Housing",
        "HOUSING",
        7,
        "council tenants and homelessness applicants",
        "2014-01-01",
    ),
    ("BRENT-EDU", BRENT, "Education", "EDUCATION", 30, "pupils of maintained schools", "2010-01-01"),
    ("BRENT-GP", HEALTH, "Primary care", "PRIMARY_CARE", 30, "patients of the borough's surgeries", ""),
    ("BRENT-ASC", BRENT, "Adult social care", "ASC", 7, "adults with a support plan", "2019-01-01"),
    ("BRENT-MH", HEALTH, "Mental health", "MENTAL_HEALTH", 30, "people seen by community teams", ""),
    ("HOUN-COM", HOUN, "Community health", "COMMUNITY", 30, "people seen by community nurses", ""),
]


def feeds_json() -> dict[str, object]:
    """The village's feeds in the form that `fctui feed load` reads."""
    feeds = []
    for code, agency, label, theme, cadence, cohort, since in _FEEDS:
        name, _, as_of = FILES.get(code, ("", "", ""))
        feeds.append(
            {
                "code": code,
                "agency": agency,
                "label": label,
                "theme": theme,
                "mode": "full",
                "cadence_days": cadence,
                "stale_after_days": 2 * cadence,
                "cohort": cohort,
                "coverage_from": since,
                "rows_per_person": "several",
                "internal_duplicates": "possible",
                "file": name,
                "as_of": as_of,
            }
        )
    return {"area": AREA, "feeds": feeds}


def build_village(directory: Path) -> Path:
    """Make the village's hub in `directory`/hub and return that; its files stay in `directory`/agencies."""
    hub_directory, agencies = directory / "hub", directory / "agencies"
    agencies.mkdir(parents=True)
    (agencies / "feeds.json").write_text(json.dumps(feeds_json()), encoding="utf-8")
    Hub.create(
        hub_directory,
        login="ada",
        name=PEOPLE["ada"][0],
        password=PASSWORD,
        area=AREA,
        clock=CLOCK,
        cost=COST,
    )
    admin = Hub.open(hub_directory, clock=CLOCK).sign_in("ada", PASSWORD)
    for login, (name, roles) in PEOPLE.items():
        if login != "ada":
            accounts.add(admin, login, name, PASSWORD, frozenset(Role(role) for role in roles))
    load_feeds(admin, agencies / "feeds.json")
    for code, (name, text, as_of) in FILES.items():
        path = agencies / name
        path.write_text(text, encoding="utf-8", newline="")
        prepared = delivery.prepare(admin, path, code)
        delivery.deliver(
            admin, delivery.dry_run(admin, prepared, prepared.mapping, date.fromisoformat(as_of))
        )
    admin.close()
    return hub_directory
