"""Kinds of service. On its own, so that the command line can name them without loading anything heavy."""

from enum import StrEnum


class Theme(StrEnum):
    """What kind of service a feed is about (domain/1 A.8)."""

    CSC = "CSC"
    EARLY_HELP = "EARLY_HELP"
    ASC = "ASC"
    EDUCATION = "EDUCATION"
    HOUSING = "HOUSING"
    HOMELESSNESS = "HOMELESSNESS"
    POLICE = "POLICE"
    PROBATION = "PROBATION"
    YJS = "YJS"
    PRIMARY_CARE = "PRIMARY_CARE"
    ACUTE = "ACUTE"
    COMMUNITY = "COMMUNITY"
    MENTAL_HEALTH = "MENTAL_HEALTH"
    CAMHS = "CAMHS"
    MATERNITY = "MATERNITY"
    HEALTH_VISITING = "HEALTH_VISITING"
    SCHOOL_NURSING = "SCHOOL_NURSING"
    SUBSTANCE_MISUSE = "SUBSTANCE_MISUSE"
    DOMESTIC_ABUSE = "DOMESTIC_ABUSE"
    REVENUES_BENEFITS = "REVENUES_BENEFITS"
    FIRE = "FIRE"
    VCS = "VCS"
    OTHER = "OTHER"
