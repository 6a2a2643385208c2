"""The page of one article: its text as printed, what was found in it highlighted, every passage with its address.

An address is `#c<start>-<end>`, in code points of the article. The text is cut into pieces at every border of an
annotation or address; a piece knows which annotations cover it, so that these may overlap freely. Each address has a
note, shown when a link leads to it: what the words were taken for, and every place of the site that rests on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from summitry.publish.fragments import Use
from summitry.tell.addresses import article_page
from summitry.tell.article_listing import (
    list_article_codes,
    list_article_meetings,
    list_article_people,
    list_article_places,
    list_article_statements,
    list_article_times,
)
from summitry.tell.counts import spoken
from summitry.tell.dating_words import say_basis
from summitry.tell.display import cell_html, table_html
from summitry.tell.making import tabulate_making
from summitry.tell.words import UNKNOWN, capitalise, is_missing, label_themes, say_count, say_days

LAYERS = {
    "person": "People",
    "time": "Times",
    "place": "Places",
    "statement": "Statements",
    "meeting": "Meetings",
    "theme": "Themes",
}
SHOWN_FIRST = ("statement", "meeting", "time")
MOST_PAGES = 12  # pages a note names; all of them stand below the text
NOT_EVIDENCE = ("notice", "chrome", "credit")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words of the article that one layer highlights, with what is said of them."""

    start: int
    end: int
    layer: str
    note: str


def article_fragment(study: Any, article_id: str, uses: Sequence[Use]) -> str:
    """The body of an article's page. uses: the places of the site that lead here."""
    article = study.article(article_id)
    marks = sorted(set(list_marks(study, article_id)))
    notes = _notes(marks, uses)
    return (
        f"{_head(study, article)}"
        f"<h2>The text</h2><p>As printed, with what was found in it. Grey lines are no evidence. "
        f"Words that are highlighted open a note: what they were taken for, and where they are used.</p>"
        f'{_switches(marks)}<div class="text">{_text_html(article, marks, notes)}</div>'
        f"{_tables(study, article_id)}{_used_by(article, uses)}{_made_how(study, article)}"
    )


def _head(study: Any, article: Any) -> str:
    """The title, and what is known of the article: when it was published and how that is known, by whom, where."""
    row = study.articles[study.articles.article_id == article.article_id].iloc[0]
    when = say_days(row.published_earliest, row.published_latest, weekday=True, unknown="on a day that cannot be told")
    facts = [escape(str(x)) for x in (row.publisher, article.author) if not is_missing(x)]
    basis = "" if is_missing(row.published_basis) else f" Dated from {escape(say_basis(row.published_basis))}."
    url = str(row.url) if str(row.url).startswith(("http://", "https://")) else ""
    source = f' <a href="{escape(url)}" rel="noreferrer">Original page</a>.' if url else ""
    return (
        f"<h1>{escape(str(row.title or article.file))}</h1>"
        f'<div class="standfirst"><p>{" · ".join([*facts, f"Published {when}"])}.{basis}{source}</p></div>'
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
        where = r.place if is_missing(r.country) or r.country == r.place else f"{r.place}, {r.country}"
        yield Mark(int(r.start), int(r.end), "place", where)
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
        f"{' checked' if layer in SHOWN_FIRST else ''}> {name} ({counts[layer]})</label>"
        for layer, name in LAYERS.items()
        if counts[layer]
    )
    return f'<fieldset class="switches"><legend>Highlight</legend>{boxes}</fieldset>' if boxes else ""


def _notes(marks: Sequence[Mark], uses: Sequence[Use]) -> dict[Span, str]:
    """{address: its note}, for everything that is marked or used."""
    said: dict[Span, dict[tuple[str, str], None]] = {}
    for mark in marks:
        said.setdefault((mark.start, mark.end), {})[mark.layer, mark.note] = None
    used: dict[Span, list[Use]] = {}
    for use in uses:
        used.setdefault((use.start, use.end), []).append(use)
    return {span: _note_html(span, said.get(span, ()), used.get(span, ())) for span in sorted({*said, *used})}


def _note_html(span: Span, said: Iterable[tuple[str, str]], uses: Iterable[Use]) -> str:
    """What words were taken for and where they are used; spans only, since it stands within a paragraph."""
    start, end = span
    lines = [f'<span class="of-{layer}">{escape(note)}</span>' for layer, note in said]
    pages: dict[tuple[str, str], list[Use]] = {}
    for use in uses:
        pages.setdefault((use.page, use.title), []).append(use)
    if pages:
        lines.append('<span class="said">Used in</span>')
    for (page, title), places in list(pages.items())[:MOST_PAGES]:
        whole = f'<a href="{escape(page)}#{places[0].place}">{escape(title)}</a>'
        headed = [p for p in places if p.heading][:MOST_PAGES]
        parts = [f'<a href="{escape(page)}#{p.place}">{escape(p.heading)}</a>' for p in headed]
        lines.append(f"<span>{whole}{': ' + ', '.join(parts) if len(parts) > 1 else ''}</span>")
    if len(pages) > MOST_PAGES:
        rest = say_count(len(pages) - MOST_PAGES, "page")
        lines.append(f'<span>and <a href="#where-it-is-used">{rest} more</a></span>')
    lines.append(
        f'<span class="said"><a href="#c{start}-{end}">Permalink</a> to characters {start:,} to {end:,} · '
        '<a class="close" href="#the-text">Close</a></span>'
    )
    return f'<a class="address" id="c{start}-{end}"></a><span class="note" role="note">{"".join(lines)}</span>'


def _text_html(article: Any, marks: Sequence[Mark], notes: Mapping[Span, str]) -> str:
    """The text, segment by segment, cut at every border."""
    borders = sorted(
        {0, len(article.text)}
        | {n for m in marks for n in (m.start, m.end)}
        | {n for span in notes for n in span}
        | {n for s in article.segments for n in (s.start, s.end)}
    )
    begun: dict[int, list[str]] = {}
    for (start, _), note in notes.items():
        begun.setdefault(start, []).append(note)
    parts: list[str] = []
    for segment in list(article.segments) or [None]:
        low, high = (segment.start, segment.end) if segment else (0, len(article.text))
        kind = segment.kind if segment else "body"
        inside = [n for n in borders if low <= n <= high]
        pieces = [_piece_html(article, a, b, marks, begun.get(a, ())) for a, b in pairwise(inside)]
        name = f'<span class="kind">{escape(kind)}</span>' if kind != "body" else ""
        quiet = " quiet" if kind in NOT_EVIDENCE else ""
        parts.append(f'<p class="segment {escape(kind)}{quiet}">{name}{"".join(pieces)}</p>')
    return "".join(parts)


def _piece_html(article: Any, start: int, end: int, marks: Sequence[Mark], notes: Sequence[str]) -> str:
    covering = [m for m in marks if m.start <= start and end <= m.end]
    words = escape(article.text[start:end])
    layers = " ".join(f"m-{layer}" for layer in LAYERS if any(m.layer == layer for m in covering))
    told = "; ".join(dict.fromkeys(m.note for m in sorted(covering, key=lambda m: m.end - m.start)))
    marked = f' class="{layers}" title="{escape(told)}"' if covering else ""
    return f'{"".join(notes)}<span{marked} data-start="{start}" data-end="{end}">{words}</span>'


def _tables(study: Any, article_id: str) -> str:
    """What was found, as tables whose words lead back to their place in the text."""
    parts = []
    for heading, lister in (
        ("Which meetings it tells of", list_article_meetings),
        ("Who says what", list_article_statements),
        ("Which times are meant", list_article_times),
        ("Which themes come up", list_article_codes),
        ("Who is named", list_article_people),
        ("Which places are named", list_article_places),
    ):
        frame = lister(study, article_id)
        if len(frame):
            caption = f"{heading}: {say_count(len(frame), 'row')}"
            html = _own_links(table_html(frame, caption=caption), article_id)
            parts.append(f"<h2>{heading}</h2>{html}")
    return "".join(parts)


def _used_by(article: Any, uses: Sequence[Use]) -> str:
    """The pages of the site that rest on this article, and on which words of it."""
    if not uses:
        return ""
    pages: dict[tuple[str, str], dict[Span, None]] = {}
    for use in uses:
        pages.setdefault((use.page, use.title), {})[use.start, use.end] = None
    items = []
    for (page, title), spans in sorted(pages.items()):
        links = "".join(f"<li>{cell_html(article.passage(*span))}</li>" for span in spans)
        links = _own_links(links, article.article_id)
        items.append(
            f'<li><a href="{escape(page)}">{escape(title)}</a> '
            f"<details><summary>{say_count(len(spans), 'passage')}</summary><ul>{links}</ul></details></li>"
        )
    return f'<h2>Where it is used</h2><ul class="used">{"".join(items)}</ul>'


def _own_links(html: str, article_id: str) -> str:
    """Links to this very page lead to their place on it and nowhere else."""
    return html.replace(f'href="{article_page(article_id)}#', 'href="#')


def _made_how(study: Any, article: Any) -> str:
    """Versions, parameters and the digest of this article; those of all stand on the front page."""
    table = table_html(tabulate_making(study), caption="Versions and parameters")
    return (
        f"<h2>How this was made</h2><p>Offsets are code points of <code>{escape(article.file)}</code> as decoded. "
        f'SHA-256 of the file: <code class="digest">{escape(article.sha256)}</code>. The digests of all articles '
        f'stand on the <a href="index.html#how-this-was-made">front page</a>.</p>'
        f"<details><summary>Versions and parameters</summary>{table}</details>"
    )
