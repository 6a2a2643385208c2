"""The brief of one meeting as tables: what, when, where, who; its themes; the articles it rests on."""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitry.records import Passage
from summitry.tell.counts import name_others
from summitry.tell.dating_words import say_basis
from summitry.tell.describe.meeting import CALLS
from summitry.tell.describe.sentence import row_passages
from summitry.tell.display import Link, Places
from summitry.tell.listing import whole_title
from summitry.tell.meeting_listing import LAST_WORD, basis_words, distinct_links, reports_in_order, say_written
from summitry.tell.offices import office_at
from summitry.tell.words import (
    capitalise,
    is_missing,
    is_told,
    label_themes,
    say_days,
    say_list,
    split_names,
)

NARRATION = "the article’s own"
MOST_WORDS = 4
FORMS = {
    "in_person": "a meeting in person", "sidelines": "a talk on the sidelines of a larger event",
    "phone": "a call by phone", "video": "a call by video",
}  # fmt: skip


def list_brief(study: Any, meeting: Any) -> pd.DataFrame:
    """Point, Answer, In these words: what, when, where, who, state; a point no article tells says so."""
    basis = {b.point: b for b in study.basis[study.basis.meeting_id == meeting.meeting_id].itertuples() if b.kept}
    reports = reports_in_order(study).get(meeting.meeting_id, [])
    people, others = split_names(meeting.participants), _attendees(meeting, reports)
    rows = [
        ("What", _say_what(meeting), _words(study, basis.get("form"))),
        ("When", _say_when(meeting, basis.get("day")), _words(study, basis.get("day"))),
        ("Where", _say_where(meeting), (*_words(study, basis.get("town")), *_words(study, basis.get("venue")))),
        ("Who", _say_people(study, people, meeting), _named(study, people, reports)),
        ("Who else", _say_people(study, others, meeting), _named(study, others, reports)),
        ("State", capitalise(LAST_WORD.get(meeting.status, meeting.status)), tuple(r["link"] for r in reports)),
    ]
    rows = [row for row in rows if row[1]]
    return pd.DataFrame(rows, columns=["Point", "Answer", "In these words"])


def _say_what(meeting: Any) -> str:
    occasion = "" if is_missing(meeting.occasion) else f"; occasion told: {meeting.occasion}"
    return capitalise(FORMS.get(meeting.format, FORMS["in_person"])) + occasion


def _say_when(meeting: Any, basis: Any) -> str:
    when = say_days(meeting.earliest, meeting.latest, weekday=True, unknown="Not told")
    undated = pd.isna(meeting.earliest) and pd.isna(meeting.latest)
    return when if undated or basis is None or not basis.reason else f"{when} ({basis.reason})"


def _say_where(meeting: Any) -> str:
    if meeting.format in CALLS:
        return ""
    parts = (meeting.venue, meeting.city, meeting.country)
    return ", ".join(part for part in parts if not is_missing(part)) or "Not told"


def _say_people(study: Any, names: Any, meeting: Any) -> str:
    """Names with the country the articles give them and the office they had then."""
    known = {p.name: p for p in study.people.itertuples()}
    told = []
    for name in names:
        person = known.get(name)
        then = () if person is None else (capitalise(office_at(study, person.person_id, meeting)), person.country)
        office = [word for word in then if not is_missing(word)]
        told.append(f"{name} ({', '.join(office)})" if office else name)
    return "; ".join(told)


def _attendees(meeting: Any, reports: list[dict[str, Any]]) -> list[str]:
    named = [name for r in reports for name in split_names(r["attendees"])]
    return [name for name in dict.fromkeys(named) if name not in split_names(meeting.participants)]


def _named(study: Any, names: Any, reports: list[dict[str, Any]]) -> tuple[Passage, ...]:
    """Where the words that tell of a meeting first name each person."""
    told = [(p.article_id, p.start, p.end) for r in reports for p in r["words"]]
    known = {p.name: p.person_id for p in study.people.itertuples()}
    named = study.mentions[study.mentions.kind == "name"]
    found = []
    for name in names:
        rows = list(named[named.person_id == known.get(name)].itertuples())
        near = (m for a, b, e in told for m in rows if m.article_id == a and b <= m.start < e)
        if (first := next(near, None)) is not None:
            found.append(study.article(first.article_id).passage(int(first.start), int(first.end)))
    return tuple(found)


def _words(study: Any, basis: Any) -> tuple[Link, ...]:
    return tuple(distinct_links(basis_words(study, basis))[:MOST_WORDS]) if basis is not None else ()


def list_meeting_themes(study: Any, meeting: Any) -> pd.DataFrame:
    """Theme, Sentences, In particular, In whose words, Where: the themes of a meeting, most sentences first."""
    codes = name_others(study.codes[study.codes.meeting_id == meeting.meeting_id])
    labels, rows = label_themes(study), []
    for theme, group in codes.groupby("theme", sort=True):
        once = group.drop_duplicates(["article_id", "start", "end"])
        voices = once.speaker.map(lambda name: NARRATION if is_missing(name) else name)
        rows.append(
            {
                "Theme": labels.get(theme, theme),
                "Sentences": len(once),
                "In particular": _count_names(group.subtheme[is_told(group.subtheme)].map(lambda s: labels.get(s, s)))
                if not theme.startswith("other/")
                else "",
                "In whose words": _count_names(voices),
                "Where": Places(passages=row_passages(study, once.itertuples())),
            }
        )
    frame = pd.DataFrame(rows, columns=["Theme", "Sentences", "In particular", "In whose words", "Where"])
    return frame.sort_values(["Sentences", "Theme"], ascending=[False, True], ignore_index=True)


def _count_names(names: pd.Series) -> str:
    """ "Air strikes in Syria (6) and deconfliction (4)": names by how often they stand, most first."""
    counts = names.value_counts()
    return say_list([f"{name} ({counts[name]})" for name in sorted(counts.index, key=lambda n: (-counts[n], n))])


def list_sources(study: Any, meeting: Any) -> pd.DataFrame:
    """Article, Publisher, Published, Dated by, Says: the articles a meeting rests on, in order of publication."""
    by_id = {row.article_id: row for row in study.articles.itertuples()}
    rows = []
    for report in reports_in_order(study).get(meeting.meeting_id, []):
        article = by_id[report["article_id"]]
        rows.append(
            {
                "Article": whole_title(study, article),
                "Publisher": article.publisher,
                "Published": say_written(study, article.article_id),
                "Dated by": say_basis(article.published_basis),
                "Says": report["link"],
            }
        )
    return pd.DataFrame(rows, columns=["Article", "Publisher", "Published", "Dated by", "Says"])
