"""What the tables add up to: the counts that figures draw, sentences state and notebooks show.

Every function takes a study and gives a DataFrame in a fixed order; none of them rounds, guesses or fills a gap.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from summitry.knowledge.places import find_country
from summitry.knowledge.press import is_press
from summitry.tell.words import is_missing, is_told, merge_sources

QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]")
NARRATION = "the articles"
OTHERS = "other sources"
NOBODY = "nobody named"
LEAST_SHARE = 0.1  # of the statements; between whom fewer pass is no headline


def quoted_words(form: str, text: str) -> int:
    """How many words of a statement stand between quotation marks.

    >>> quoted_words("mixed", "the memory of the soldiers was “sacred.”")
    1
    """
    if form in ("direct", "transcript"):
        return len(text.split())
    if form == "mixed":
        return sum(len(piece.strip('“”"«»„').split()) for piece in QUOTED.findall(text))
    return 0


def spoken(study: Any) -> pd.DataFrame:
    """The rows of `study.statements` that report speech; attitudes (wants, opposes) are no part of the story."""
    return study.statements[study.statements.tier == "speech"]


def count_quoted_words(study: Any) -> pd.DataFrame:
    """article_id, speaker, words, statements: words quoted directly; a speaker not told is the empty string."""
    rows = spoken(study)[["article_id", "speaker", "form", "text"]].copy()
    rows["words"] = [quoted_words(form, text) for form, text in zip(rows.form, rows.text, strict=True)]
    same = merge_sources(rows.speaker)
    rows["speaker"] = [same.get(name, "") for name in rows.speaker]
    rows = rows[rows.words > 0]
    counts = rows.groupby(["article_id", "speaker"], sort=True).agg(
        words=("words", "sum"), statements=("words", "size")
    )
    return counts.reset_index()


def count_addressees(study: Any) -> pd.DataFrame:
    """speaker, addressee, statements, direct: how often each source speaks to whom, most often first.

    Statements without a told speaker are left out; an addressee not told is NOBODY.
    """
    rows = spoken(study)[["speaker", "addressee", "form"]].copy()
    rows = rows[is_told(rows.speaker)]
    same = merge_sources([*rows.speaker, *rows.addressee])
    rows["speaker"] = [same[name] for name in rows.speaker]
    rows["addressee"] = [same.get(name, NOBODY) for name in rows.addressee]
    rows["direct"] = rows.form.isin(["direct", "transcript"])
    counts = rows.groupby(["speaker", "addressee"], sort=True).agg(
        statements=("form", "size"), direct=("direct", "sum")
    )
    return counts.reset_index().sort_values(
        ["statements", "speaker", "addressee"], ascending=[False, True, True], ignore_index=True
    )


# The kinds of hearers, in the order in which they are told.
HEARERS = ("the other leader", "their own government or parliament", "reporters and media", "others")
OWN = re.compile(
    r"\b(?:cabinet|government|ministers|coalition|parliament|knesset|duma|lawmakers|senate|council|faction)\b", re.I
)
MEDIA = re.compile(
    r"\b(?:reporters?|journalists?|correspondents?|press|media|news conference|newspaper|broadcaster|channel)\b", re.I
)


def hearer_of(study: Any, speaker: str, addressee: str) -> str:
    """The kind of hearer a statement was said to: one of HEARERS."""
    if addressee in study.principals and speaker in study.principals:
        return HEARERS[0]
    if OWN.search(addressee):
        return HEARERS[1]
    return HEARERS[2] if MEDIA.search(addressee) or is_press(addressee) else HEARERS[3]


def side_of(study: Any, speaker: str | None) -> str | None:
    """The country a source speaks for: a person's, that of the place or people an office is named by ("the Kremlin"),
    or of the one principal whose office it is ("the Prime Minister’s Office"); None where it cannot be told."""
    if not speaker or is_press(speaker):  # a newspaper speaks for itself
        return None
    person = next((p for p in study.records.people if p.name == speaker), None)
    if person is not None:
        return person.country or None
    words = re.findall(r"[\w-]+", speaker)
    named = {c for w in words if w[:1].isupper() and (c := find_country(w))}
    if len(named) == 1:
        return named.pop()
    roles = {
        p.country for p in study.records.people if p.name in study.principals and p.role and _is_office(speaker, p.role)
    }
    return roles.pop() if len(roles) == 1 and not named else None


def _is_office(speaker: str, role: str) -> bool:
    """Is a source named after an office: the Prime Minister’s Office, the president’s spokesman?"""
    office = re.search(r"prime minister|president|chancellor|king|foreign minister", role, re.I)
    return office is not None and bool(re.search(rf"\b{office.group()}(?:['’]s|\b)", speaker, re.I))


def count_sides(study: Any) -> pd.DataFrame:
    """country, statements, words: how much is told of speakers and offices of each country, most statements first."""
    rows: dict[str, list[int]] = {}
    for row in spoken(study).itertuples():
        country = side_of(study, row.speaker if not is_missing(row.speaker) else None)
        if country:
            counts = rows.setdefault(country, [0, 0])
            counts[0] += 1
            counts[1] += quoted_words(row.form, row.text)
    table = [{"country": c, "statements": n, "words": w} for c, (n, w) in rows.items()]
    frame = pd.DataFrame(table, columns=["country", "statements", "words"])
    return frame.sort_values(["statements", "words", "country"], ascending=[False, False, True], ignore_index=True)


def count_themes_by_meeting(study: Any) -> pd.DataFrame:
    """meeting_id, theme, sentences: how many sentences about each meeting carry each theme, meetings in order of day.

    A sentence that carries a theme twice (two subthemes) counts once; sentences of no meeting are left out.
    """
    codes = name_others(study.codes[is_told(study.codes.meeting_id)])
    codes = codes.drop_duplicates(["article_id", "start", "end", "theme", "meeting_id"])
    counts = codes.groupby(["meeting_id", "theme"], sort=True).size().rename("sentences").reset_index()
    order = {key: n for n, key in enumerate(order_meetings(study.meetings).meeting_id)}
    counts = counts[counts.meeting_id.isin(order)]
    return counts.sort_values(
        ["meeting_id", "theme"], key=lambda c: c.map(order) if c.name == "meeting_id" else c, ignore_index=True
    )


def name_others(codes: pd.DataFrame) -> pd.DataFrame:
    """Codes whose theme is only "other" go by their subtheme, which tells a reader more."""
    pairs = zip(codes.theme, codes.subtheme, strict=True)
    return codes.assign(theme=[sub if theme == "other" and not is_missing(sub) else theme for theme, sub in pairs])


def voice_of(speaker: Any, form: str, principals: tuple[str, ...]) -> str:
    """Whose words a coded sentence is: a principal's, another source's, or the article's own."""
    if form == "narration" or (is_missing(speaker) and form not in ("direct", "mixed", "indirect", "transcript")):
        return NARRATION
    return speaker if speaker in principals else OTHERS


def voices_of(principals: tuple[str, ...]) -> tuple[str, ...]:
    """All voices in the order in which they are told and drawn; a sentence of several goes to the first of them."""
    return (*principals, OTHERS, NARRATION)


def order_meetings(meetings: pd.DataFrame) -> pd.DataFrame:
    """Meetings by day; those without any day come last, in the order of their ids."""
    keys = meetings.earliest.fillna(meetings.latest)
    ends = meetings.latest.fillna(meetings.earliest)
    frame = meetings.assign(_start=keys, _end=ends).sort_values(["_start", "_end", "meeting_id"], na_position="last")
    return frame.drop(columns=["_start", "_end"]).reset_index(drop=True)


def count_words_by_kind(study: Any) -> pd.DataFrame:
    """article_id, kind, words: words of every kind of segment as printed (repeats included)."""
    rows = study.segments[["article_id", "kind", "text"]].copy()
    rows["words"] = [len(text.split()) for text in rows.text]
    return rows.groupby(["article_id", "kind"], sort=True).words.sum().reset_index()
