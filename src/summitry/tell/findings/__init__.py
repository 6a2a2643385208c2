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
from summitry.tell.findings.memory import MEMORY, echo_passages, find_echoes, find_memory
from summitry.tell.findings.others import (
    find_third_countries,
    find_third_party_role,
    find_third_people,
    find_third_voices,
)
from summitry.tell.findings.phrases import slug
from summitry.tell.findings.quantity import find_go_betweens, find_words
from summitry.tell.findings.salience import find_salience
from summitry.tell.findings.setting import find_setting
from summitry.tell.findings.silences import find_silences, silence_id
from summitry.tell.findings.sources import find_dating, find_limits, find_outlets, find_sides
from summitry.tell.findings.stances import find_stances
from summitry.tell.findings.themes import find_themes
from summitry.tell.findings.voices import find_addressed, find_narration, find_one_sided, find_raised, find_told_other

FINDERS = (
    find_setting,
    find_salience,
    find_agendas,
    find_shift,
    find_themes,
    find_absent,
    find_announced,
    find_words,
    find_raised,
    find_one_sided,
    find_addressed,
    find_told_other,
    find_narration,
    find_go_betweens,
    find_stances,
    find_silences,
    find_memory,
    find_echoes,
    find_third_countries,
    find_third_voices,
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
    "find_narration",
    "find_one_sided",
    "find_outlets",
    "find_raised",
    "find_salience",
    "find_setting",
    "find_shift",
    "find_sides",
    "find_silences",
    "find_stances",
    "find_themes",
    "find_third_countries",
    "find_third_party_role",
    "find_third_people",
    "find_third_voices",
    "find_told_other",
    "find_words",
    "silence_id",
    "slug",
]
