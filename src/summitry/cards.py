"""How a record shows itself in JupyterLab: a card of HTML, with everything an article says escaped.

Plain functions over any object with the fields of the record, so that `records` can carry them as `_repr_html_`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

LONGEST = 600  # letters of an article's text on its card
# The parts of a page that are evidence are set plainly, the others in grey.
_QUIET = ("notice", "chrome", "credit")


def article_card(article: Any) -> str:
    """Title, publisher, day and the beginning of the text, its parts named and its headline highlighted."""
    title = article.title or next((s.text for s in article.segments if s.kind == "title"), article.file)
    days = _days(article.published.earliest, article.published.latest)
    count = len(article.text.split())
    words = f"{count:,} word{'s' if count != 1 else ''}"
    facts = _facts((article.publisher, f"published {days}" if days else "", words, article.file))
    shown, parts = 0, []
    for segment in article.segments:
        if shown >= LONGEST:
            break
        text = segment.text[: LONGEST - shown]
        cut = "" if len(text) == len(segment.text) else " …"
        parts.append(_segment(segment.kind, text + cut))
        shown += len(text)
    body = "".join(parts) or f"<p>{escape(article.text[:LONGEST])}</p>"
    return f"<div><p><strong>{escape(title)}</strong><br>{facts}</p>{body}</div>"


def _segment(kind: str, text: str) -> str:
    words = f"<mark>{escape(text)}</mark>" if kind == "title" else escape(text)
    quiet = ' style="opacity: 0.7"' if kind in _QUIET else ""
    return f'<p{quiet}><small>{escape(kind)}</small> <span style="white-space: pre-line">{words}</span></p>'


def statement_card(statement: Any) -> str:
    """The words highlighted, who said them to whom, through whom, and where they stand."""
    who = statement.speaker or "speaker not sure"
    to = f" to {statement.addressee}" if statement.addressee else ""
    via = f"through {statement.via}" if statement.via else ""
    cue = f"“{statement.cue}”" if statement.cue else ""
    days = _days(statement.earliest, statement.latest)
    places = ", ".join(f"{start}–{end}" for start, end in statement.contents)
    where = f"{statement.article_id}, characters {places}"
    facts = _facts((statement.form, cue, via, statement.occasion, days, where))
    words = f"<blockquote><mark>{escape(statement.text)}</mark></blockquote>"
    return f"<div>{words}<p><strong>{escape(who)}</strong>{escape(to)}<br>{facts}</p></div>"


def meeting_card(meeting: Any) -> str:
    """Who met, when, where and how, and what each article says of it."""
    days = _days(meeting.earliest, meeting.latest) or "on a day not told"
    place = ", ".join(part for part in (meeting.venue, meeting.city, meeting.country) if part)
    form = "" if meeting.format == "in_person" else meeting.format.replace("_", " ")
    facts = _facts((days, place, form, meeting.occasion))
    told = "".join(f"<li>{escape(article)}: {escape(status)}</li>" for article, status in meeting.status_history)
    who = escape(" and ".join(meeting.participants))
    return f"<div><p><strong>{who}</strong> <mark>{escape(meeting.status)}</mark><br>{facts}</p><ul>{told}</ul></div>"


def _days(earliest: Any, latest: Any) -> str:
    """Days as in the tables: one, a range, or open on one side."""
    if earliest is None and latest is None:
        return ""
    if earliest == latest:
        return str(earliest)
    if latest is None:
        return f"{earliest} or later"
    return f"{latest} or earlier" if earliest is None else f"{earliest} to {latest}"


def _facts(parts: Iterable[str | None]) -> str:
    return " · ".join(escape(part) for part in parts if part)
