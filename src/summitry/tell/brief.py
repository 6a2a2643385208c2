"""The brief of one meeting as tables: what, when, where, who; its themes; the articles it rests on."""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitry.tell.describe.meeting import CALLS
from summitry.tell.display import Link, Places
from summitry.tell.listing import whole_title
from summitry.tell.meeting_listing import LAST_WORD, basis_words, distinct_links, reports_in_order, say_written
from summitry.tell.words import (
    capitalise,
    is_missing,
    label_themes,
    say_basis,
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
    rows = [
        ("What", _say_what(meeting), _words(study, basis.get("form"))),
        ("When", _say_when(meeting, basis.get("day")), _words(study, basis.get("day"))),
        ("Where", _say_where(meeting), (*_words(study, basis.get("town")), *_words(study, basis.get("venue")))),
        ("Who", _say_people(study, split_names(meeting.participants)), ()),
        ("Who else", _say_people(study, _attendees(meeting, reports)), ()),
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


def _say_people(study: Any, names: Any) -> str:
    """Names with the office and country the articles give them."""
    known = {p.name: p for p in study.people.itertuples()}
    told = []
    for name in names:
        person = known.get(name)
        office = [] if person is None else [x for x in (person.role, person.country) if not is_missing(x)]
        told.append(f"{name} ({', '.join(office)})" if office else name)
    return "; ".join(told)


def _attendees(meeting: Any, reports: list[dict[str, Any]]) -> list[str]:
    named = [name for r in reports for name in split_names(r["attendees"])]
    return [name for name in dict.fromkeys(named) if name not in split_names(meeting.participants)]


def _words(study: Any, basis: Any) -> tuple[Link, ...]:
    return tuple(distinct_links(basis_words(study, basis))[:MOST_WORDS]) if basis is not None else ()


def list_meeting_themes(study: Any, meeting: Any) -> pd.DataFrame:
    """Theme, Sentences, In whose words, Where: the themes of a meeting, those of most sentences first."""
    codes = study.codes[study.codes.meeting_id == meeting.meeting_id]
    codes = codes.assign(
        key=[sub if not is_missing(sub) else theme for theme, sub in zip(codes.theme, codes.subtheme, strict=True)]
    )
    codes = codes.drop_duplicates(["article_id", "start", "end", "key"])
    labels, rows = label_themes(study), []
    for key, group in codes.groupby("key", sort=True):
        passages = tuple(study.article(r.article_id).passage(int(r.start), int(r.end)) for r in group.itertuples())
        voices = pd.Series(
            [NARRATION if is_missing(r.speaker) else r.speaker for r in group.itertuples()]
        ).value_counts()
        ranked = sorted(voices.index, key=lambda v: (-voices[v], v))
        whose = say_list([f"{name} ({voices[name]})" for name in ranked])
        rows.append(
            {
                "Theme": labels.get(key, key),
                "Sentences": len(group),
                "In whose words": whose,
                "Where": Places(passages=passages),
            }
        )
    frame = pd.DataFrame(rows, columns=["Theme", "Sentences", "In whose words", "Where"])
    return frame.sort_values(["Sentences", "Theme"], ascending=[False, True], ignore_index=True)


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
