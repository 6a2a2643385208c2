"""Where the marks of the figures lead: {label of a mark: (what it is, in words; the first words it rests on)}.

A drawing function gives its marks these labels; `style.find_points` then makes links of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from summitry.records import Passage
from summitry.tell.counts import NOBODY, quoted_words, spoken
from summitry.tell.describe.sentence import passages_of, report_passages, row_passages
from summitry.tell.joins import join_topics
from summitry.tell.words import is_missing, label_articles, label_themes, merge_sources, say_days

Leads = dict[str, tuple[str, Passage]]


def _first(found: Iterable[tuple[str, str, tuple[Passage, ...]]]) -> Leads:
    """The first passage of every label; labels without one are left out."""
    leads: Leads = {}
    for label, name, passages in found:
        if passages:
            leads.setdefault(label, (name, passages[0]))
    return leads


def name_meeting(meeting: Any) -> str:
    """A meeting by its day and town, as a mark is called."""
    when = say_days(meeting.earliest, meeting.latest, unknown="a meeting without a day")
    return f"{when}, {meeting.city}" if meeting.city else when


def lead_meetings(study: Any) -> Leads:
    """Every meeting by its id, every report of it by "<meeting_id> <article_id>"."""
    labels = label_articles(study.articles)
    found = []
    for m in study.meetings.itertuples():
        name = name_meeting(m)
        reports = study.reports[study.reports.meeting_id == m.meeting_id]
        found.append((m.meeting_id, name, report_passages(study, m.meeting_id)))
        for r in reports.itertuples():
            told = f"{name}: {r.status} in the article of {labels.get(r.article_id, r.article_id)}"
            found.append((f"{m.meeting_id} {r.article_id}", told, passages_of(study, r.article_id, r.passages)))
    return _first(found)


def lead_places(study: Any) -> Leads:
    """Every city of a meeting by its name."""
    meetings = study.meetings[study.meetings.city != ""]
    return _first(
        (m.city, f"Told to have been in {m.city}", report_passages(study, m.meeting_id)) for m in meetings.itertuples()
    )


def lead_cells(study: Any) -> Leads:
    """Every cell of a theme and a meeting by "<theme id> <meeting id>"."""
    themes = label_themes(study)
    names = {m.meeting_id: name_meeting(m) for m in study.meetings.itertuples()}
    return _first(
        (
            f"{c.theme} {c.meeting_id}",
            f"{themes.get(c.theme, c.theme)}, {names[c.meeting_id]}",
            row_passages(study, [c]),
        )
        for c in study.codes.itertuples()
        if c.meeting_id in names
    )


def lead_themes_of_voices(study: Any) -> Leads:
    """Every bar by "<theme> <voice>"."""
    themes, found = label_themes(study), []
    for c in join_topics(study).itertuples():
        theme = themes.get(c.topic, c.topic)
        found.append((f"{theme} {c.voice}", f"{theme}, {c.voice}", row_passages(study, [c])))
    return _first(found)


def lead_flows(study: Any) -> Leads:
    """Every node by "from <speaker>" or "to <addressee>"."""
    rows = spoken(study)
    same = merge_sources([*rows.speaker, *rows.addressee])
    found = []
    for s in rows.itertuples():
        if not is_missing(s.speaker):
            words = passages_of(study, s.article_id, s.contents)
            speaker, to = same[s.speaker], same.get(s.addressee, NOBODY)
            found += [(f"from {speaker}", f"Said by {speaker}", words), (f"to {to}", f"Said to {to}", words)]
    return _first(found)


def lead_quoted(study: Any, nobody: str) -> Leads:
    """Every bar by "<article as labelled> <speaker>"; nobody: what a speaker who is not told is called."""
    labels, rows = label_articles(study.articles), spoken(study)
    same = merge_sources(rows.speaker)
    return _first(
        (
            f"{labels[s.article_id]} {same.get(s.speaker) or nobody}",
            f"{same.get(s.speaker) or nobody} in the article of {labels[s.article_id]}",
            passages_of(study, s.article_id, s.contents),
        )
        for s in rows.itertuples()
        if quoted_words(s.form, s.text)
    )


def lead_evidence(study: Any, rows: Iterable[tuple[str, Any]]) -> Leads:
    """Every step of dating; rows: (its label, its row of the dating table)."""
    labels = label_articles(study.articles)
    return _first(
        (label, f"Evidence for the day of the article of {labels[row.article_id]}", row_passages(study, [row]))
        for label, row in rows
    )
