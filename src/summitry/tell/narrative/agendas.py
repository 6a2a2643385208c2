"""Agenda by agenda: a section for each leading theme, told by its findings and in the words of those who raise it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from summitry.records import Finding
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings import find_salience, find_shift, find_themes
from summitry.tell.findings.facts import told_meetings
from summitry.tell.findings.phrases import agree, theme_verb
from summitry.tell.findings.themes import leading_themes, movement, say_extent
from summitry.tell.narrative.quoting import Used, narrated_on, quote_on
from summitry.tell.narrative.section import Section, make_section, of_finding

AGENDA = "agenda"
# What an agenda's paragraph tells, in turn, so that no two in a row are built alike.
PLANS = (
    ("extent", "means", "voices", "sides", "quote"),
    ("quote", "extent", "voices", "sides", "means"),
    ("extent", "voices", "quote", "sides", "means"),
)


def tell_agendas(study: Any, used: Used) -> list[Section]:
    """The overview with its figure, then a section per leading theme; of a single one no overview."""
    found = {x.finding_id: x for x in find_themes(study)}
    lead = leading_themes(study)
    minor = [of_finding(found[i]) for i in ("theme/minor",) if i in found]
    about = agree(len(told_meetings(study)), "What the meeting was about", "What the meetings were about")
    overview = [of_finding(x) for x in find_salience(study)]
    parts = [_agenda(study, t, n, found, used, counted=bool(n) or not overview or len(lead) == 1)
             for n, t in enumerate(lead)]  # fmt: skip
    if len(lead) == 1:
        (only,) = parts
        paragraphs = ([*only.paragraphs[0], *minor], *only.paragraphs[1:])
        return [make_section(AGENDA, f"{about}: {only.heading}", *paragraphs, figures=("themes_by_meeting",))]
    moved = [of_finding(x) for x in find_shift(study) if x.finding_id in ("shift/rise", "shift/fall")]
    head = make_section(AGENDA, about, overview + moved + minor, figures=("themes_by_meeting",))
    return [s for s in (head, *parts) if s.paragraphs]


def _agenda(study: Any, theme: str, turn: int, found: dict[str, Finding], used: Used, *, counted: bool) -> Section:
    """How much, what it means when, in whose words, with a sentence of theirs, in the order of its turn's plan."""
    quote, start = quote_on(study, theme, used), f"theme/{theme}/"
    lines = {i.removeprefix(start): [of_finding(x)] for i, x in found.items() if i.startswith(start)}
    lines["means"] = lines.get("moves") or lines.get("forms") or []
    if not counted:  # its share has just been told: the finding's sentence without it
        extent = say_extent(study, theme, turn, counted=False)
        lines["extent"] = [replace(s, text=extent) for s in lines.get("extent", ()) if extent]
    if not lines.get("extent"):  # then what follows has to name the theme
        lines["voices"] = [_naming(study, theme, s) for s in lines.get("voices", ())]
    lines["quote"] = quote or narrated_on(study, theme, used)
    plan = PLANS[turn % len(PLANS)] if quote else PLANS[0]
    return make_section(
        f"{AGENDA}/{theme}", _heading(study, theme), [s for part in plan for s in lines.get(part, ())], level=3
    )


def _naming(study: Any, theme: str, sentence: Sentence) -> Sentence:
    short = study.records.codebook.short(theme)
    return replace(sentence, text=sentence.text.replace(f" of {theme_verb(short, 'it', 'them')} ", f" of {short} ", 1))


def _heading(study: Any, theme: str) -> str:
    """The theme, and where what it means changed, from what to what."""
    book, steps = study.records.codebook, movement(study, theme)
    if len(steps) < 2:
        return book.label(theme)
    return f"{book.label(theme)}: {book.short(steps[0][0])}, then {book.short(steps[-1][0])}"
