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
    head = _link(_pages().article_page(article.article_id), title)
    return _card(f"<p><strong>{head}</strong><br>{facts}</p>{body}")


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
    page = _pages().article_page(statement.article_id)
    places = ", ".join(_link(f"{page}#c{start}-{end}", f"{start}–{end}") for start, end in statement.contents)
    where = f"{escape(statement.article_id)}, characters {places}"
    facts = _facts((statement.form, cue, via, statement.occasion, days))
    words = f"<blockquote><mark>{escape(statement.text)}</mark></blockquote>"
    return _card(f"{words}<p><strong>{escape(who)}</strong>{escape(to)}<br>{facts} · {where}</p>")


def meeting_card(meeting: Any) -> str:
    """Who met, when, where and how, and what each article says of it."""
    days = _days(meeting.earliest, meeting.latest) or "on a day not told"
    place = ", ".join(part for part in (meeting.venue, meeting.city, meeting.country) if part)
    form = "" if meeting.format == "in_person" else meeting.format.replace("_", " ")
    facts = _facts((days, place, form, meeting.occasion))
    told = "".join(
        f"<li>{_link(_pages().article_page(article), article)}: {escape(status)}</li>"
        for article, status in meeting.status_history
    )
    who = _link(_pages().dossier_page(meeting.meeting_id), " and ".join(meeting.participants))
    return _card(f"<p><strong>{who}</strong> <mark>{escape(meeting.status)}</mark><br>{facts}</p><ul>{told}</ul>")


def _pages() -> Any:
    """The addresses of the pages; not at the head of this module, which stands below them."""
    from summitry.tell import addresses

    return addresses


def _link(page: str, words: str) -> str:
    return f'<a href="{escape(page)}">{escape(words)}</a>'


def _card(html: str) -> str:
    """A card whose links lead to the built pages, where it is shown in JupyterLab and they are there."""
    return _pages().lead_from_lab(f"<div>{html}</div>")


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
