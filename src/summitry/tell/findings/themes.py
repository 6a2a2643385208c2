"""Agenda by agenda: how much of the telling a theme takes, and what is told under its name when."""

from __future__ import annotations

from typing import Any

from summitry.records import Finding, ThemeCode
from summitry.tell.findings.facts import (
    OTHER,
    Group,
    finding,
    groups,
    key,
    meeting_codes,
    passages,
    sentences,
    story_codes,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.memory import MEMORY
from summitry.tell.findings.phrases import (
    LEAST_FOR_PERCENT,
    agree,
    open_sentence,
    say_all,
    say_at,
    say_meeting_day,
    say_on,
    say_part,
    theme_verb,
)
from summitry.tell.findings.theme_voices import find_sides, find_voices
from summitry.tell.words import say_count, say_list, say_number

MOST_LEADING = 4
LEAST_SENTENCES = 3  # fewer coded sentences make no agenda of its own
LEAST_SHARE = 0.1  # nor does a smaller share of all coded sentences
LEAST_AT_PEAK = 4  # coded sentences a meeting must have before shares are compared
MOST_NAMED = 3
# The same facts in turn, so that a row of agendas does not read like a list.
EXTENTS = (
    "{theme} {is_} in {part}, in the telling of {where}",
    "{theme} {belongs} to the telling of {where}, with {part}",
    "{part} {are} about {theme}, in the telling of {where}",
    "{theme} {comes} up in the telling of {where}, in {part}",
)
VERBS = {"is_": ("is", "are"), "belongs": ("belongs", "belong"), "comes": ("comes", "come"), "runs": ("runs", "run")}
UNCOUNTED = {
    "all": "{theme} {runs} through the telling of {where}",
    "some": "{theme} {comes} up in the telling of {where}",
}
MOVES = (
    "What is told under that name changes: {steps}.",
    "The accent moves: {steps}.",
    "It does not mean the same each time: {steps}.",
    "Its matter shifts: {steps}.",
)


def leading_themes(study: Any) -> list[str]:
    """The themes that make an agenda of their own: those with most coded sentences, at most four. The memory of war and
    third parties have findings of their own."""
    codes, book = _own_agenda(study), study.records.codebook
    whole = len(sentences(story_codes(study)))
    ranked = top_themes(codes, by=lambda c: c.theme)
    third = {t.id for t in book.themes if t.third_party}
    enough = [t for t, n in ranked if n >= max(LEAST_SENTENCES, LEAST_SHARE * whole) and t not in third]
    return enough[:MOST_LEADING]


def _own_agenda(study: Any) -> list[ThemeCode]:
    return [c for c in story_codes(study) if c.theme not in (OTHER, MEMORY)]


def find_themes(study: Any) -> tuple[Finding, ...]:
    """For each leading theme its extent, what it means when, who speaks of it, and for which side."""
    found: list[Finding] = []
    for turn, theme in enumerate(leading_themes(study)):
        codes = [c for c in story_codes(study) if c.theme == theme]
        found.append(_extent(study, theme, codes, turn))
        for find in (_moves, find_voices, find_sides):
            if made := find(study, theme, codes, turn):
                found.append(made)
    return (*found, *_minor(study))


def _extent(study: Any, theme: str, codes: list[ThemeCode], turn: int) -> Finding:
    """How many coded sentences, at how many of the told meetings, where most."""
    whole, mine = len(sentences(story_codes(study))), len(sentences(codes))
    text = say_extent(study, theme, turn)
    return finding(f"theme/{theme}/extent", text, mine / whole, passages(study, [key(c) for c in codes]))


def say_extent(study: Any, theme: str, turn: int, *, counted: bool = True) -> str:
    """The sentence on the extent of a theme; `counted` false where its share has just been told (empty where nothing
    else is to be said)."""
    short, told = study.records.codebook.short(theme), told_meetings(study)
    codes = [c for c in story_codes(study) if c.theme == theme]
    at = [m for m in told if any(c.meeting_id == m.meeting_id for c in codes)]
    several = len(told) > 1 and bool(at)
    if not counted and not several:
        return ""
    says = EXTENTS[turn % len(EXTENTS)] if several else "{theme} {is_} in {part}"
    says = says if counted else UNCOUNTED["all" if len(at) == len(told) else "some"]
    where = say_all(len(told), "meeting")
    if len(at) < len(told):
        where = f"{say_number(len(at))} of the {say_count(len(told), 'meeting')}"
    agreeing = {name: theme_verb(short, *forms) for name, forms in VERBS.items()}
    mine = len(sentences(codes))
    part = say_part(mine, len(sentences(story_codes(study))))
    text = says.format(theme=short, part=part, are=agree(mine, "is", "are"), where=where, **agreeing)
    return f"{open_sentence(text)}{_peak(study, theme, at)}."


def _peak(study: Any, theme: str, at: list[Any]) -> str:
    """Where its share is largest, if one meeting stands out among those with enough coded sentences."""
    counts = []
    for meeting in at:
        codes = meeting_codes(study, [meeting.meeting_id])
        n, whole = len(sentences(c for c in codes if c.theme == theme)), len(sentences(codes))
        if whole >= LEAST_AT_PEAK and n > 1 and meeting.earliest and meeting.latest:
            counts.append((n / whole, n, whole, meeting))
    counts.sort(key=lambda c: -c[0])
    if len(counts) < 2 or counts[0][0] == counts[1][0]:
        return ""
    _, n, whole, meeting = counts[0]
    part = f"all {say_number(n)} sentences" if n == whole else f"{say_number(n)} of {say_count(whole, 'sentence')}"
    it = theme_verb(study.records.codebook.short(theme), "it weighs", "they weigh")
    return f"; {it} most in that of {say_meeting_day(meeting)} ({part})"


def form_of(codes: list[ThemeCode]) -> tuple[str, int] | None:
    """The subtheme that leads some codes of one theme: more sentences than any other, and two at least; or None."""
    ranked = [(name, n) for name, n in top_themes(codes) if "/" in name]
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0]


def movement(study: Any, theme: str) -> list[tuple[str, list[tuple[Group, int]]]]:
    """What a theme means when: [(subtheme, [(group, sentences)])] in order of time, the same form in a row as one."""
    steps: list[tuple[str, list[tuple[Group, int]]]] = []
    for group in groups(study):
        lead = form_of([c for c in meeting_codes(study, group.meetings) if c.theme == theme])
        if lead and steps and steps[-1][0] == lead[0]:
            steps[-1][1].append((group, lead[1]))
        elif lead:
            steps.append((lead[0], [(group, lead[1])]))
    return steps


def _moves(study: Any, theme: str, codes: list[ThemeCode], turn: int) -> Finding | None:
    """What is told under the theme's name from year to year (or meeting to meeting); else its forms in a row."""
    book, steps = study.records.codebook, movement(study, theme)
    if len(steps) < 2:
        return _forms(study, theme, codes)
    parts = []
    for name, at in steps:
        first = not parts
        counts = [say_count(n, "sentence") if first and not i else say_number(n) for i, (_, n) in enumerate(at)]
        parts.append(f"{say_at([g.name for g, _ in at])} {book.short(name)} ({say_list(counts)})")
    keys = [key(c) for c in codes if c.subtheme in {name for name, _ in steps}]
    text = MOVES[turn % len(MOVES)].format(steps=say_list(parts))
    return finding(f"theme/{theme}/moves", text, len(steps) / len(groups(study)), passages(study, keys))


def _forms(study: Any, theme: str, codes: list[ThemeCode]) -> Finding | None:
    ranked = [(name, n) for name, n in top_themes(codes) if "/" in name][:MOST_NAMED]
    if not ranked or ranked[0][1] < 2:
        return None
    book = study.records.codebook
    listed = [f"{book.short(name)} ({say_count(n, 'sentence') if not i else say_number(n)})"
              for i, (name, n) in enumerate(ranked)]  # fmt: skip
    keys = [key(c) for c in codes if c.subtheme in dict(ranked)]
    text = f"Under that name the {agree(len({c.article_id for c in codes}), 'article tells', 'articles tell')} of "
    return finding(f"theme/{theme}/forms", f"{text}{say_list(listed)}.", 1.0, passages(study, keys))


def _minor(study: Any) -> list[Finding]:
    """The themes that make no agenda of their own, in one sentence: of many coded sentences those with two or more."""
    book, lead = study.records.codebook, leading_themes(study)
    third = {t.id for t in book.themes if t.third_party}
    codes = _own_agenda(study)
    ranked = top_themes(codes, by=lambda c: c.theme)
    whole = len(sentences(story_codes(study)))
    told_already = {*lead, *(t for t, _ in ranked[:MOST_NAMED] if len(lead) > 1)}  # the overview names three
    least = 1 if whole < LEAST_FOR_PERCENT else 2
    ranked = [(t, n) for t, n in ranked if n >= least and t not in third | told_already][:MOST_LEADING]
    if not lead or not ranked:
        return []
    notes = {t: _only_at(study, [c for c in codes if c.theme == t]) for t, _ in ranked}
    head = agree(len(ranked), "A smaller matter is", "Smaller matters are")
    alike = len(ranked) > 1 and len({n for _, n in ranked}) == 1 and not any(notes.values())
    if alike:
        said = f"{say_list([book.short(t) for t, _ in ranked])} ({say_count(ranked[0][1], 'sentence')} each)"
    else:
        said = say_list([f"{book.short(t)} ({say_number(n) if i else say_count(n, 'sentence')}{notes[t]})"
                         for i, (t, n) in enumerate(ranked)])  # fmt: skip
    keys = [key(c) for c in codes if c.theme in dict(ranked)]
    return [finding("theme/minor", f"{head} {said}.", ranked[0][1] / whole, passages(study, keys))]


def _only_at(study: Any, codes: list[ThemeCode]) -> str:
    """ ", only on 27 February 2019": where a theme of several meetings' telling is told of one alone."""
    told = {m.meeting_id: m for m in told_meetings(study)}
    at = {c.meeting_id for c in codes}
    only = told.get(next(iter(at))) if len(at) == 1 and len(told) > 1 else None
    return f", only {say_on(only)}" if only and only.earliest and len(codes) > 1 else ""
