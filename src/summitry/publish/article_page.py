"""The page of one article: its text as printed, what was found in it highlighted, every passage with its address.

An address is `#c<start>-<end>`, in code points of the article. The text is cut into pieces at every border of an
annotation or address; a piece knows which annotations cover it, so that these may overlap freely.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from summitry.tell.article_listing import list_article_codes, list_article_statements, list_article_times
from summitry.tell.counts import spoken
from summitry.tell.display import cell_html, table_html
from summitry.tell.words import UNKNOWN, capitalise, is_missing, label_themes, say_basis, say_days

LAYERS = {
    "person": "People",
    "time": "Times",
    "place": "Places",
    "statement": "Statements",
    "meeting": "Meetings",
    "theme": "Themes",
}
NOT_EVIDENCE = ("notice", "chrome", "credit")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words of the article that one layer highlights, with what is said of them."""

    start: int
    end: int
    layer: str
    note: str


def article_fragment(study: Any, article_id: str, references: Sequence[tuple[int, int, str, str]]) -> str:
    """The body of an article's page. references: (start, end, page, title) of the pages that lead here."""
    article = study.article(article_id)
    row = study.articles[study.articles.article_id == article_id].iloc[0]
    marks = sorted(set(list_marks(study, article_id)))
    addresses = {(m.start, m.end) for m in marks} | {(start, end) for start, end, _, _ in references}
    title = row.title or article.file
    when = say_days(row.published_earliest, row.published_latest, weekday=True, unknown="on a day that cannot be told")
    facts = [f"Published {when}"] + [escape(str(x)) for x in (row.publisher,) if not is_missing(x)]
    basis = "" if is_missing(row.published_basis) else f" Dated from {escape(say_basis(row.published_basis))}."
    url = str(row.url) if str(row.url).startswith(("http://", "https://")) else ""
    source = f' <a href="{escape(url)}" rel="noreferrer">Original page</a>.' if url else ""
    return (
        f"<h1>{escape(str(title))}</h1>"
        f'<div class="standfirst"><p>{" · ".join(facts)}.{basis}{source}</p></div>'
        f"<h2>The text</h2><p>As printed, with what was found in it. Grey lines are no evidence.</p>"
        f'{_switches(marks)}<div class="text">{_text_html(article, marks, addresses)}</div>'
        f"{_tables(study, article_id)}{_used_by(article, references)}"
    )


def list_marks(study: Any, article_id: str) -> Iterable[Mark]:
    """Everything found in an article, as marks."""
    names = dict(zip(study.people.person_id, study.people.name, strict=True))
    themes = label_themes(study)

    def of(table: Any) -> Any:
        return table[table.article_id == article_id].itertuples()

    for r in of(study.mentions):
        if r.kind != "pronoun" and not is_missing(r.person_id):
            yield Mark(int(r.start), int(r.end), "person", names.get(r.person_id, r.text))
    for r in of(study.times):
        days = say_days(r.earliest, r.latest, weekday=True, unknown="")
        yield Mark(int(r.start), int(r.end), "time", days or str(r.value) or UNKNOWN)
    for r in of(study.places):
        yield Mark(int(r.start), int(r.end), "place", r.place if is_missing(r.country) else f"{r.place}, {r.country}")
    for r in of(spoken(study)):
        for start, end in json.loads(r.contents or "[]"):
            who = capitalise(r.speaker) if r.speaker else "speaker not sure"
            to = f" to {r.addressee}" if r.addressee else ""
            yield Mark(int(start), int(end), "statement", f"{who}{to} ({r.form})")
    for r in of(study.reports):
        when = say_days(r.earliest, r.latest, unknown="no day given")
        for start, end in json.loads(r.passages or "[]"):
            yield Mark(int(start), int(end), "meeting", f"Meeting {r.status}: {when}")
    for r in of(study.codes):
        yield Mark(int(r.start), int(r.end), "theme", themes.get(r.subtheme or r.theme, str(r.theme)))


def _switches(marks: Sequence[Mark]) -> str:
    """One switch per layer that has marks; they work by style alone."""
    counts = {layer: sum(m.layer == layer for m in marks) for layer in LAYERS}
    boxes = "".join(
        f'<label class="switch {layer}"><input type="checkbox" id="show-{layer}"'
        f"{' checked' if layer in ('statement', 'meeting', 'time') else ''}> {name} ({counts[layer]})</label>"
        for layer, name in LAYERS.items()
        if counts[layer]
    )
    return f'<fieldset class="switches"><legend>Highlight</legend>{boxes}</fieldset>' if boxes else ""


def _text_html(article: Any, marks: Sequence[Mark], addresses: set[tuple[int, int]]) -> str:
    """The text, segment by segment, cut at every border."""
    borders = sorted(
        {0, len(article.text)}
        | {n for m in marks for n in (m.start, m.end)}
        | {n for a in addresses for n in a}
        | {n for s in article.segments for n in (s.start, s.end)}
    )
    anchors: dict[int, list[tuple[int, int]]] = {}
    for start, end in sorted(addresses):
        anchors.setdefault(start, []).append((start, end))
    parts: list[str] = []
    segments = list(article.segments) or [None]
    for segment in segments:
        low, high = (segment.start, segment.end) if segment else (0, len(article.text))
        kind = segment.kind if segment else "body"
        inside = [n for n in borders if low <= n <= high]
        pieces = [_piece_html(article, a, b, marks, anchors.get(a, [])) for a, b in pairwise(inside)]
        note = f'<span class="kind">{escape(kind)}</span>' if kind != "body" else ""
        quiet = " quiet" if kind in NOT_EVIDENCE else ""
        parts.append(f'<p class="segment {escape(kind)}{quiet}">{note}{"".join(pieces)}</p>')
    return "".join(parts)


def _piece_html(article: Any, start: int, end: int, marks: Sequence[Mark], anchors: Sequence[tuple[int, int]]) -> str:
    places = "".join(f'<a class="address" id="c{a}-{b}"></a>' for a, b in anchors)
    covering = [m for m in marks if m.start <= start and end <= m.end]
    words = escape(article.text[start:end])
    if not covering:
        return f'{places}<span data-start="{start}" data-end="{end}">{words}</span>'
    layers = " ".join(f"m-{layer}" for layer in LAYERS if any(m.layer == layer for m in covering))
    notes = "; ".join(dict.fromkeys(m.note for m in sorted(covering, key=lambda m: m.end - m.start)))
    return (
        f'{places}<span class="{layers}" data-start="{start}" data-end="{end}" title="{escape(notes)}">{words}</span>'
    )


def _tables(study: Any, article_id: str) -> str:
    """What was found, as tables whose words lead back to their place in the text."""
    parts = []
    for heading, frame in (
        ("Who says what", list_article_statements(study, article_id)),
        ("Which times are meant", list_article_times(study, article_id)),
        ("Which themes come up", list_article_codes(study, article_id)),
    ):
        if len(frame):
            parts.append(f"<h2>{heading}</h2>{table_html(frame, caption=f'{heading}: {len(frame)} rows')}")
    return "".join(parts)


def _used_by(article: Any, references: Sequence[tuple[int, int, str, str]]) -> str:
    """The pages of the site that rest on this article, and on which words of it."""
    if not references:
        return ""
    pages: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for start, end, page, title in references:
        pages.setdefault((page, title), []).append((start, end))
    items = []
    for (page, title), spans in pages.items():
        links = "; ".join(
            cell_html(article.passage(start, end)).replace(f'href="{_own(article)}', 'href="') for start, end in spans
        )
        items.append(
            f'<li><a href="{escape(page)}">{escape(title)}</a> '
            f"<details><summary>{len(spans)} passages</summary><p>{links}</p></details></li>"
        )
    return f'<h2>Where it is used</h2><ul class="used">{"".join(items)}</ul>'


def _own(article: Any) -> str:
    from summitry.tell.addresses import article_page

    return article_page(article.article_id)
