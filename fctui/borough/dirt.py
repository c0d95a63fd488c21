"""How dirty the files are: every kind of dirt of domain/5 E.4 with its rate, in one table."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from fctui.borough import dirt_dates, dirt_names, dirt_numbers, dirt_rows
from fctui.borough.agencies import Feed
from fctui.borough.calendar import Calendar
from fctui.borough.layouts import HEADINGS
from fctui.borough.records import Record

Does = Callable[[Record, Random], bool | None]
"""Changes a record; False where it could not."""
MOST_PER_THOUSAND = 150.0  # of one kind, however noisy: beyond that no file of any agency is like it


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of dirt: how many of 1,000 records have it, what a file needs for it, what it does to which records."""

    per_thousand: float
    needs: str
    does: Does
    fits: Callable[[Record], bool] = lambda _record: True


RATES: dict[str, Kind] = {
    # names
    "upper_case": Kind(15, "", dirt_names.upper_case),
    "lower_case": Kind(3, "", dirt_names.lower_case),
    "trailing_space": Kind(12, "", dirt_names.trailing_space),
    "inner_spaces": Kind(3, "", dirt_names.inner_spaces),
    "nbsp": Kind(3, "", dirt_names.nbsp),
    "names_swapped": Kind(3, "", dirt_names.swapped, dirt_names.real),
    "names_in_one_column": Kind(1.5, "", dirt_names.one_column, dirt_names.real),
    "title_in_name": Kind(4, "", dirt_names.title_in_name, dirt_names.real),
    "hyphen_variant": Kind(4, "", dirt_names.hyphen_variant),
    "apostrophe_variant": Kind(3, "", dirt_names.apostrophe_variant),
    "alias_in_brackets": Kind(3, "", dirt_names.alias_in_brackets),
    "also_known_as": Kind(2, "", dirt_names.also_known_as, dirt_names.real),
    "nee": Kind(2, "", dirt_names.nee),
    "short_form": Kind(18, "", dirt_names.short_form),
    "other_spelling": Kind(12, "", dirt_names.other_spelling),
    "typo_given": Kind(8, "", dirt_names.typo_given),
    "typo_family": Kind(8, "", dirt_names.typo_family),
    "middle_as_first": Kind(3, "", dirt_names.middle_as_first),
    "initial_only": Kind(2, "", dirt_names.initial_only, dirt_names.real),
    "half_family": Kind(2, "", dirt_names.half_family),
    "no_given_name": Kind(1, "", dirt_names.no_given_name),
    "no_family_name": Kind(0.4, "", dirt_names.no_family_name),
    "placeholder_name": Kind(1, "", dirt_names.placeholder_name),
    "comma_in_name": Kind(0.5, "", dirt_names.comma_in_name, dirt_names.real),
    "junk_on_name": Kind(0.7, "", dirt_names.junk_on_name),
    "organisation": Kind(0.6, "", dirt_names.organisation),
    "test_record": Kind(0.3, "", dirt_names.test_record),
    # birth dates
    "born_off_by_one": Kind(4, "", dirt_dates.off_by_one),
    "born_day_month_swapped": Kind(4, "", dirt_dates.day_month_swapped),
    "born_wrong_digit": Kind(4, "", dirt_dates.wrong_digit),
    "born_wrong_year": Kind(2, "", dirt_dates.wrong_year),
    "born_first_january": Kind(3, "", dirt_dates.first_january),
    "born_missing": Kind(4, "", dirt_dates.missing),
    "born_placeholder": Kind(3, "", dirt_dates.placeholder),
    "born_zero": Kind(0.3, "", dirt_dates.zero),
    "born_two_digit_year": Kind(0.8, "", dirt_dates.two_digit_year),
    "born_text_month": Kind(0.8, "", dirt_dates.text_month),
    "born_dots": Kind(0.5, "", dirt_dates.dots),
    "born_time_attached": Kind(1.5, "", dirt_dates.time_attached),
    "born_excel_serial": Kind(0.4, "", dirt_dates.excel_serial),
    "born_estimated": Kind(0.3, "", dirt_dates.estimated),
    "born_next_century": Kind(0.3, "", dirt_dates.next_century),
    "age_stale": Kind(8, "age", dirt_dates.age_stale),
    # NHS numbers
    "nhs_spaced": Kind(8, "nhs", dirt_numbers.nhs_spaced),
    "nhs_dashed": Kind(1, "nhs", dirt_numbers.nhs_dashed, dirt_numbers.plain_number),
    "nhs_float": Kind(2, "nhs", dirt_numbers.nhs_float, dirt_numbers.plain_number),
    "nhs_scientific": Kind(0.7, "nhs", dirt_numbers.nhs_scientific, dirt_numbers.plain_number),
    "nhs_wrong_digit": Kind(4, "nhs", dirt_numbers.nhs_wrong_digit, dirt_numbers.plain_number),
    "nhs_transposed": Kind(1, "nhs", dirt_numbers.nhs_transposed, dirt_numbers.plain_number),
    "nhs_short": Kind(1, "nhs", dirt_numbers.nhs_short, dirt_numbers.plain_number),
    "nhs_repeated_digit": Kind(1.5, "nhs", dirt_numbers.nhs_repeated_digit, dirt_numbers.plain_number),
    "nhs_of_mother": Kind(2, "nhs", dirt_numbers.nhs_of_mother),
    # addresses
    "road_abbreviated": Kind(40, "", dirt_numbers.road_abbreviated),
    "address_upper": Kind(8, "", dirt_numbers.address_upper),
    "postcode_joined": Kind(12, "", dirt_numbers.postcode_joined, dirt_numbers.has_postcode),
    "postcode_missing": Kind(12, "", dirt_numbers.postcode_missing, dirt_numbers.has_postcode),
    "postcode_typo": Kind(4, "", dirt_numbers.postcode_typo, dirt_numbers.has_postcode),
    "postcode_letter_o": Kind(2, "", dirt_numbers.postcode_letter_o),
    "street_typo": Kind(6, "", dirt_numbers.street_typo),
    "flat_behind": Kind(8, "", dirt_numbers.flat_behind),
    "town_missing": Kind(10, "", dirt_numbers.town_missing, dirt_numbers.has_postcode),
    "address_missing": Kind(4, "", dirt_numbers.address_missing),
    "care_of": Kind(1, "", dirt_numbers.care_of, dirt_numbers.has_postcode),
    "address_withheld": Kind(0.6, "", dirt_numbers.address_withheld),
    "overseas": Kind(0.4, "", dirt_numbers.overseas),
    "forces_post": Kind(0.2, "", dirt_numbers.forces_post),
    "line_breaks": Kind(2, "one line", dirt_numbers.line_breaks),
    # rows and cells
    "null_word": Kind(8, "", dirt_rows.null_word),
    "other_booleans": Kind(6, "yes/no", dirt_rows.other_booleans),
    "duplicate_row": Kind(1.5, "", dirt_rows.duplicate_row),
    "unquoted_comma": Kind(0.8, "unquoted", dirt_rows.unquoted_comma),
    "id_reused": Kind(0.5, "id", dirt_rows.id_reused),
    "id_missing": Kind(0.4, "id", dirt_rows.id_missing),
    "second_copy": Kind(5, "", dirt_rows.second_copy),
    # things that cannot be
    "end_before_start": Kind(1.2, "ends", dirt_rows.end_before_start),
    "death_before_contact": Kind(1, "death", dirt_rows.death_before_contact),
    "start_before_birth": Kind(1, "starts", dirt_rows.start_before_birth),
    "contact_before_start": Kind(50, "contact", dirt_rows.contact_before_start),
    # workers
    "worker_missing": Kind(25, "worker", dirt_rows.worker_missing),
    "worker_left": Kind(10, "worker", dirt_rows.worker_left),
    "worker_with_title": Kind(4, "worker", dirt_rows.worker_with_title),
    "team_as_worker": Kind(8, "worker", dirt_rows.team_as_worker),
}


def abilities(feed: Feed) -> frozenset[str]:
    """What a feed's file has that some kinds of dirt need."""
    heads, style = HEADINGS[feed.kind], feed.style
    tests = {
        "": True,
        "age": "Age" in heads,
        "nhs": style.nhs > 0.1,
        "one line": style.address == ", " and feed.kind != "CHI",
        "yes/no": "Is a Carer" in heads or "Supported housing" in heads,
        "unquoted": style.delimiter == "," and style.address == ", ",
        "id": "CMS No" in heads or "Cms Id" in heads or "SourceID" in heads,
        "ends": any(head.endswith("Event End") for head in heads),
        "death": "Date of death" in heads and feed.kind != "GP",
        "starts": any(head.endswith("Event Start") for head in heads),
        "contact": "Date Of Most Recent Interaction" in heads,
        "worker": any(head in heads for head in ("Keyworker", "Contact Name", "Name of housing officer")),
    }
    return frozenset(ability for ability, has in tests.items() if has)


class Dirt:
    """Soils records at the rates of the table times `noise`, and counts what it did."""

    def __init__(self, dice: Random, noise: float) -> None:
        self._dice = dice
        self.counts: Counter[str] = Counter(dict.fromkeys(RATES, 0))
        needed = list(dict.fromkeys(kind.needs for kind in RATES.values()))
        self._calendars = {
            needs: Calendar({name: _rate(kind, noise) for name, kind in RATES.items() if kind.needs == needs}, dice)
            for needs in needed
        }
        self._places = dict.fromkeys(needed, 0.0)

    def walk(self, feed: Feed) -> Callable[[Record], None]:
        """A function that soils one record of `feed` after the other."""
        able = abilities(feed)
        calendars = [(needs, calendar) for needs, calendar in self._calendars.items() if needs in able]

        def soil(record: Record) -> None:
            for needs, calendar in calendars:
                place = self._places[needs] = self._places[needs] + feed.style.dirt
                for kind in list(calendar.due(place)):
                    known = RATES[kind]
                    if not known.fits(record) or known.does(record, self._dice) is False:
                        calendar.postpone(kind, place)
                    else:
                        self.counts[kind] += 1

        return soil


def _rate(kind: Kind, noise: float) -> float:
    return min(kind.per_thousand * noise, MOST_PER_THOUSAND) / 1000
