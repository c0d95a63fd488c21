"""A large agency file made up row by row, with the size, the spread of values and the dirt of a housing extract."""

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

HEADINGS = (
    "Person ID", "Forename", "Middle Names", "Surname", "DOB", "Gender", "NHS Number", "Address", "Postcode", "Mobile",
    "Email Address", "Service Involvement", "Start Date", "Keyworker", "Team",
)  # fmt: skip
AS_OF = date(2026, 6, 8)
_SOUNDS = [
    "an",
    "be",
    "el",
    "ri",
    "ka",
    "mo",
    "sha",
    "na",
    "li",
    "tor",
    "wen",
    "dal",
    "mar",
    "su",
    "jo",
    "ha",
    "di",
    "fe",
    "gra",
    "ben",
    "ol",
    "ro",
    "pe",
    "ta",
    "vin",
    "cor",
    "sa",
    "lu",
    "my",
    "ze",
]
_ROADS = ("Road", "Street", "Lane", "Avenue", "Close", "Drive", "Gardens", "Crescent")
_DIRT = (
    (1, "Baby"), (1, "Mr Dominic"), (3, "O'Brien-Smith"), (4, "01/01/1900"), (4, ""), (6, "1111111111"),
    (7, "NFA"), (8, "ZZ99 3VZ"), (9, "07700 900123 / 020 7946 0101"),
)  # fmt: skip
_FLATS = ("", "", "", "Flat 3, ", "Flat 12B, ")
_AREAS = ("HA0", "HA9", "NW10", "NW2", "TW3", "TW7", "W3", "UB1")


def rows(count: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """Rows of people: one in twelve is dirty in one cell, as real extracts are."""
    dice = random.Random(seed)
    given = _words(dice, 6_000, 2)
    families = _words(dice, 40_000, 3)
    roads = [f"{name} {dice.choice(_ROADS)}" for name in _words(dice, 4_000, 2)]
    workers = [f"{dice.choice(given)} {dice.choice(families)}" for _ in range(600)]
    codes = [
        f"{dice.choice(_AREAS)} {dice.randrange(10)}{''.join(dice.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"
        for _ in range(6_000)
    ]
    born, began = date(1930, 1, 1), date(2015, 1, 1)
    for number in range(count):
        name, family = _common(dice, given), _common(dice, families)
        cells = [
            f"{100_000 + number}",
            name,
            _common(dice, given) if dice.random() < 0.3 else "",
            family,
            (born + timedelta(dice.randrange(35_000))).strftime("%d/%m/%Y"),
            dice.choice("MF"),
            _nhs(dice) if dice.random() < 0.8 else "",
            f"{dice.choice(_FLATS)}{dice.randrange(1, 200)} {dice.choice(roads)}, Wembley",
            dice.choice(codes),
            f"07{dice.randrange(10**8, 10**9)}" if dice.random() < 0.6 else "",
            f"{name}.{family}{number}@example.com".lower() if dice.random() < 0.3 else "",
            dice.choice(("Current", "Current", "Historic")),
            (began + timedelta(dice.randrange(4_000))).strftime("%d/%m/%Y"),
            dice.choice(workers),
            f"Team {dice.randrange(12)}",
        ]
        if number % 12 == 5:
            at, dirt = dice.choice(_DIRT)
            cells[at] = dirt
        yield tuple(cells)


def write_csv(path: Path, count: int, seed: int = 1) -> Path:
    """The rows as a CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows(count, seed))
    return path


def write_xlsx(path: Path, count: int, seed: int = 1) -> Path:
    """The rows as a workbook of one sheet, texts shared as spreadsheet programs share them."""
    shared: dict[str, int] = {}
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    sheet = io.StringIO()
    sheet.write(f"<worksheet {main}><sheetData>")
    for number, cells in enumerate((HEADINGS, *rows(count, seed)), start=1):
        told = "".join(
            f'<c r="{chr(65 + at)}{number}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'
            for at, cell in enumerate(cells)
            if cell
        )
        sheet.write(f'<row r="{number}">{told}</row>')
    sheet.write("</sheetData></worksheet>")
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='xml' ContentType='application/xml'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{package}'><Relationship Id='r1' Type='{relations}/officeDocument'"
        " Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook {main} xmlns:r='{relations}'><sheets><sheet name='Clients' sheetId='1'"
        " r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{package}'>"
        f"<Relationship Id='r1' Type='{relations}/worksheet' Target='worksheets/sheet1.xml'/>"
        f"<Relationship Id='r2' Type='{relations}/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
        "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": sheet.getvalue(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


def _words(dice: random.Random, count: int, longest: int) -> list[str]:
    return ["".join(dice.choices(_SOUNDS, k=dice.randint(2, longest + 1))).capitalize() for _ in range(count)]


def _common(dice: random.Random, words: list[str]) -> str:
    """A few words are common and most are rare, as names are."""
    return words[int(len(words) * dice.random() ** 3)]


def _nhs(dice: random.Random) -> str:
    while True:
        digits = f"{dice.randrange(400_000_000, 800_000_000)}"
        check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return f"{digits}{check % 11}"
