"""Agenda by agenda: a section for each leading theme, told by its findings and in the words of those who raise it."""

from __future__ import annotations

from typing import Any

from summitry.records import Finding
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings import find_absent, find_salience, find_shift, find_themes
from summitry.tell.findings.facts import told_meetings
from summitry.tell.findings.phrases import agree
from summitry.tell.findings.themes import leading_themes, movement
from summitry.tell.narrative.quoting import Used, narrated_on, quote_on
from summitry.tell.narrative.section import Section, make_section, of_finding

AGENDA = "agenda"


def tell_agendas(study: Any, used: Used) -> list[Section]:
    """The overview with its figure, then a section per leading theme."""
    found = {x.finding_id: x for x in find_themes(study)}
    overview = [of_finding(x) for x in find_salience(study)]
    moved = [of_finding(x) for x in find_shift(study) if x.finding_id in ("shift/rise", "shift/fall")]
    minor = [of_finding(found[i]) for i in ("theme/minor",) if i in found]
    about = agree(len(told_meetings(study)), "What the meeting was about", "What the meetings were about")
    head = make_section(AGENDA, about, overview + moved + minor, figures=("themes_by_meeting",))
    parts = [_agenda(study, t, found, used) for t in leading_themes(study)]
    if not head.paragraphs and parts:  # a single theme needs no overview
        first = parts[0]
        return [make_section(AGENDA, f"{about}: {first.heading}", *first.paragraphs, figures=head.figures), *parts[1:]]
    return [s for s in (head, *parts) if s.paragraphs]


def _agenda(study: Any, theme: str, found: dict[str, Finding], used: Used) -> Section:
    """How much, what it means when, in whose words; then who says it to whom, with a sentence of theirs."""
    extent, means, voices = ([found[i] for i in ids if i in found] for ids in _ids(theme))
    quote = quote_on(study, theme, used)
    own = [] if quote else narrated_on(study, theme, used)
    lines = [of_finding(x) for x in (*extent, *means)]
    said = [of_finding(x) for x in voices]
    return make_section(f"{AGENDA}/{theme}", _heading(study, theme), [*lines, *said, *quote, *own], level=3)


def _ids(theme: str) -> tuple[list[str], list[str], list[str]]:
    def ids(*ends: str) -> list[str]:
        return [f"theme/{theme}/{end}" for end in ends]

    return ids("extent"), ids("moves", "forms"), ids("voices", "sides", "hearers")


def _heading(study: Any, theme: str) -> str:
    """The theme, and where what it means changed, from what to what."""
    book, steps = study.records.codebook, movement(study, theme)
    if len(steps) < 2:
        return book.label(theme)
    return f"{book.label(theme)}: {book.short(steps[0][0])}, then {book.short(steps[-1][0])}"


def tell_absent(study: Any) -> list[Sentence]:
    """What nothing told of the meetings is about."""
    return [of_finding(x) for x in find_absent(study)]
