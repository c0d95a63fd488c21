"""The data items that an agreement lets a feed send, by the codes of `importers.fields.Field`; minimised by theme.

What is common to every service in the reference layouts (domain/1 A.1 to A.4) is usual for all themes; numbers and
details of one profession are usual only where that profession works with them (A.6 'minimise'). A feed of domestic
abuse services sends no address unless it is allowed expressly: a refuge's is very sensitive (domain/2 R12).
"""

import re

from store.records.themes import Theme


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WHERE = _codes(
    "address_full address_line_1 address_line_2 address_line_3 address_line_4 address_line_5 flat_saon"
    " house_number_paon building_name street locality town county postcode address_history uprn"
)
_PERSON = _codes(
    "source_person_id legacy_person_id nhs_number title full_name given_name middle_names family_name"
    " preferred_given_name preferred_family_name previous_family_name alias date_of_birth expected_date_of_birth"
    " dob_estimated_flag age date_of_death deceased_flag sex phone_home phone_mobile email"
)
_SERVICE = _codes(
    "lead_worker_name lead_worker_first_name lead_worker_role lead_worker_team lead_worker_phone lead_worker_email"
    " provider school_name gp_practice service_involvement service_description involvement_start involvement_end"
    " last_interaction active_flag attribute extract_as_of restricted_flag test_record_flag removed_flag removed_reason"
    " merged_into"
)
_PUPIL = _codes("upn former_upn uln")
_JUSTICE = _codes("pnc_id cro_number justice_id")
_TENANT = _codes("tenancy_ref")
_TAX = _codes("nino")
_WARD = _codes("admission_date discharge_date")
_OWN: dict[Theme, frozenset[str]] = {
    **dict.fromkeys((Theme.CSC, Theme.EARLY_HELP, Theme.EDUCATION, Theme.SCHOOL_NURSING, Theme.CAMHS), _PUPIL),
    Theme.YJS: _PUPIL | _JUSTICE,
    **dict.fromkeys((Theme.POLICE, Theme.PROBATION), _JUSTICE),
    **dict.fromkeys((Theme.HOUSING, Theme.HOMELESSNESS), _TENANT),
    Theme.REVENUES_BENEFITS: _TAX | _TENANT,
    **dict.fromkeys((Theme.ACUTE, Theme.COMMUNITY, Theme.MENTAL_HEALTH, Theme.MATERNITY), _WARD),
}
ITEMS = _PERSON | _WHERE | _SERVICE | _PUPIL | _JUSTICE | _TENANT | _TAX | _WARD
"""Every item there is."""

_VERY_SENSITIVE = re.compile(
    r"\b(?:sexual health|gum clinic|genito-?urinary|sarc|sexual assault|gender (?:identity|dysphoria|services?|clinic)"
    r"|terminations? of pregnancy|abortions?|hiv|aids (?:clinic|service)|witness protection|protected person"
    r"|adoptions?|adopted|refuges?)\b",
    re.I,
)


def usual(theme: Theme) -> frozenset[str]:
    """The items that a feed of this theme may send unless something else was agreed."""
    where = frozenset[str]() if theme is Theme.DOMESTIC_ABUSE else _WHERE
    return _PERSON | _SERVICE | where | _OWN.get(theme, frozenset())


def very_sensitive(text: str) -> bool:
    """Whether the name of a service or detail is one that R12 keeps out unless a clause of the agreement covers it."""
    return bool(_VERY_SENSITIVE.search(text))
