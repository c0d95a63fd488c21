"""Agencies and feeds as a file or a form describes them, before they are kept (see `agencies` and `terms`)."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from store.errors import Told
from store.records.coverage import span
from store.records.items import ITEMS
from store.records.themes import Theme


class _Described(BaseModel):
    """What is said of something; each text as one line of what can be printed, since terminals obey the rest."""

    model_config = ConfigDict(str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _one_line(cls, said: object) -> object:
        if not isinstance(said, str) or said.isprintable():
            return said
        return " ".join("".join(c if c.isprintable() else " " for c in said).split())


class NewAgency(_Described):
    """An agency as a feeds file or a form describes it."""

    code: str = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9._-]+$")
    name: str = Field(min_length=1, max_length=120)
    area: str = Field(min_length=1, max_length=120)
    phone: str = ""
    out_of_hours_phone: str = ""


class NewItems(_Described):
    """What an agreement adds to the items that are usual for the theme, and what it leaves out.

    clause: what lets very sensitive services in (R12); None leaves it as it was, '' takes it back.
    """

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    clause: str | None = Field(default=None, max_length=200)

    @field_validator("allow", "deny")
    @classmethod
    def _known(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [code for code in codes if code not in ITEMS]:
            raise ValueError(f"{unknown[0]!r} is not an item that a feed can send")
        return codes


class NewFeed(_Described):
    """A feed as a feeds file or a form describes it. The code also names its drop folder, so it is kept plain."""

    code: str = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    agency: NewAgency
    label: str = Field(min_length=1, max_length=80)
    theme: Theme
    mode: Literal["full", "delta", "append"] = "full"
    cadence_days: int = Field(default=7, ge=1, le=366)
    stale_after_days: int = Field(default_factory=lambda told: min(3 * told["cadence_days"], 732), ge=1, le=732)
    cohort: str = Field(min_length=1, max_length=400)
    coverage_from: str = Field(default="", pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
    ages: str = ""
    rows_per_person: Literal["one", "several"] = "one"
    internal_duplicates: Literal["none", "possible"] = "possible"
    grace: int = Field(default=3, ge=1, le=60)
    as_of_from: Literal["asked", "column", "name", "name-day-first"] = "asked"
    phone: str = Field(default="", max_length=40)
    out_of_hours_phone: str = Field(default="", max_length=40)
    items: NewItems | None = None

    @field_validator("stale_after_days")
    @classmethod
    def _after_the_next(cls, days: int, told: ValidationInfo) -> int:
        if days < (least := told.data.get("cadence_days", 0)):
            raise ValueError(f"the feed would be overdue before its next file is due: {least} days at least")
        return days

    @field_validator("ages")
    @classmethod
    def _read(cls, ages: str) -> str:
        span(ages)
        return ages


class _FeedsFile(BaseModel):
    feeds: list[NewFeed]


class FeedsFileWrong(Told):
    """A feeds file that cannot be read or does not say what it should."""

    title = "That description of feeds cannot be used"
    sentence = "{} No feed was added."
    advice = "Correct it and try again."


def described(**said: object) -> NewFeed:
    """A feed from what somebody said of it; FeedsFileWrong names the first thing that does not fit."""
    try:
        return NewFeed.model_validate(said)
    except ValidationError as error:
        raise FeedsFileWrong(_first(error)) from None


def in_file(path: Path) -> list[NewFeed]:
    """The feeds that a feeds.json describes; FeedsFileWrong."""
    try:
        return _FeedsFile.model_validate_json(path.read_bytes()).feeds
    except OSError as error:
        raise FeedsFileWrong(f"{path.name} could not be read: {error.strerror}.") from None
    except ValidationError as error:
        raise FeedsFileWrong(f"{path.name}, {_first(error)}") from None


def _first(error: ValidationError) -> str:
    """The first thing that does not fit: where, and why. Places in a list are counted from 1."""
    first = error.errors()[0]
    where = " → ".join(str(step + 1 if isinstance(step, int) else step) for step in first["loc"])
    return f"{where or 'as a whole'}: {first['msg'].removeprefix('Value error, ')}."
