"""Findings: claims computed from the tables, each with its sentence, its strength and the passages it rests on.

A `find_*` function takes a study and returns the findings that hold there, in a fixed order; what does not hold is
not returned. None knows any leader, country or article by name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from summitry import tables
from summitry.records import Finding
from summitry.tell.findings.agenda import find_absent, find_agendas, find_shift
from summitry.tell.findings.announced import find_announced
from summitry.tell.findings.claims import find_claims
from summitry.tell.findings.facts import slug
from summitry.tell.findings.memory import MEMORY, echo_passages, find_echoes, find_memory
from summitry.tell.findings.others import find_third_countries, find_third_party_role, find_third_people
from summitry.tell.findings.setting import find_setting
from summitry.tell.findings.sources import find_dating, find_limits, find_outlets, find_sides
from summitry.tell.findings.voices import (
    find_addressed,
    find_go_betweens,
    find_one_sided,
    find_raised,
    find_silences,
    find_words,
    silence_id,
)

FINDERS = (
    find_setting,
    find_agendas,
    find_shift,
    find_absent,
    find_announced,
    find_words,
    find_raised,
    find_one_sided,
    find_silences,
    find_addressed,
    find_go_betweens,
    find_memory,
    find_echoes,
    find_third_countries,
    find_third_people,
    find_third_party_role,
    find_outlets,
    find_sides,
    find_dating,
    find_claims,
    find_limits,
)


def find_all(study: Any) -> tuple[Finding, ...]:
    """Every finding that holds for a study, in the order in which the narrative tells them; ids are unique."""
    return tuple(finding for find in FINDERS for finding in find(study))


def add_findings(study: Any) -> Any:
    """The same study with its table of findings filled."""
    return replace(study, findings=tables.tabulate("findings", tables.finding_rows(find_all(study))))


__all__ = [
    "FINDERS",
    "MEMORY",
    "add_findings",
    "echo_passages",
    "find_absent",
    "find_addressed",
    "find_agendas",
    "find_all",
    "find_announced",
    "find_claims",
    "find_dating",
    "find_echoes",
    "find_go_betweens",
    "find_limits",
    "find_memory",
    "find_one_sided",
    "find_outlets",
    "find_raised",
    "find_setting",
    "find_shift",
    "find_sides",
    "find_silences",
    "find_third_countries",
    "find_third_party_role",
    "find_third_people",
    "find_words",
    "silence_id",
    "slug",
]
