"""The front page: what the study found, its key figure, and the way to everything else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from summitry.exports import EXPORTS, GUARDED
from summitry.exports.crate import CRATE
from summitry.exports.spreadsheet import FOLDER
from summitry.publish.manifest import MANIFEST
from summitry.tell.addresses import article_page, dossier_page
from summitry.tell.counts import order_meetings
from summitry.tell.describe import describe_meetings, describe_themes, describe_voices
from summitry.tell.describe.sentence import Sentence
from summitry.tell.display import picture_html, sentence_html, show_made_how
from summitry.tell.figures.style import Picture
from summitry.tell.words import (
    FORM_WORDS,
    capitalise,
    clip,
    is_missing,
    label_articles,
    say_count,
    say_days,
    say_list,
    say_place,
    split_names,
)

TABLE_NOTES = {
    "articles": "what was read, and when it was written",
    "segments": "the parts of every page",
    "people": "who is named",
    "mentions": "where each person is named",
    "times": "expressions of time and the days they mean",
    "places": "places with coordinates",
    "statements": "who said what to whom",
    "reports": "what each article tells of each meeting",
    "meetings": "the ledger: one row per real meeting",
    "codes": "themes, sentence by sentence",
    "findings": "claims that were computed, with their evidence",
    "dating": "what dates each article",
    "claims": "what articles claim about the series of meetings",
    "discrepancies": "where articles differ, with each other or with what is known",
    "basis": "why each row of the ledger has its days, place, format, people and status",
    "coverage": "the public record of meetings, and which of them the articles tell of",
    "stances": "threats, praise, demands, commitments and denials, with holder and target",
}
# Files beside the pages that tell of the whole site.
WHOLE = {
    CRATE: "all of this site as an RO-Crate: its files, the articles they rest on, parameters and versions",
    MANIFEST: "what it was made from and with, and the digest of every file; <code>python -m summitry verify</code> "
    "makes all of it again and compares",
}
MOST_FINDINGS = 5
# Which findings a reader sees first, by the beginning of their ids; one that does not hold is passed over.
SHOWN = ("silence/", "claims/", "voices/only", "voices/words", "memory/echo")
CARD = 230  # letters of a card
# A full stop after a word, figure or bracket (none after "St", "Mr" or an initial) and before a new sentence.
SENTENCE_END = re.compile(r"(?:(?:\b[a-z]{2,}|[a-z]{3}|[\d)”’%])[.?!]|[.?!]”) (?=[A-Z\d“‘])")
MOST_ROWS = 20  # rows of a list before the rest of it is folded away
ESSAY = "05-narrative.html"
ESSAY_CARD = "The essay: how the agenda moved, told in sentences that each lead to the words they rest on."


def front_fragment(study: Any, pages: Sequence[Any], pictures: Mapping[str, Picture]) -> str:
    """The body of index.html. pages: all other pages of the site; pictures: the figures by slug."""
    title = f"Meetings of {say_list(study.principals)}" if study.principals else "Meetings of leaders"
    essay = next((p.fragment.summary for p in pages if p.file == ESSAY and not p.error), "")
    facts = " ".join(s.text for s in (*describe_meetings(study), *describe_voices(study)[:1]))
    lead = escape(essay or facts)
    return "".join(
        (
            f'<h1>{escape(title)}</h1><div class="standfirst"><p>{lead}</p></div>',
            _key_figure(pictures),
            _findings(study),
            "<h2>Read</h2>",
            _cards(sorted((p for p in pages if p.kind == "notebook"), key=lambda p: p.file != ESSAY)),
            _dossiers(study, {p.file: p for p in pages if p.kind == "dossier"}),
            _articles(study),
            _figures(pictures),
            _tables(study),
            "<h2>How this was made</h2>",
            show_made_how(study).data,
            '<p><a href="build.json">build.json</a> has these, the version of every package and the digests of all '
            "inputs and files. <code>python -m summitry verify</code>, followed by the folder of this page, runs the "
            "report again from it and says whether every file comes out the same.</p>",
        )
    )


def _key_figure(pictures: Mapping[str, Picture]) -> str:
    picture = next((p for p in pictures.values() if p.figure is not None), None)
    return "" if picture is None else _figure_html(picture, wide=True)


def _figure_html(picture: Picture, *, wide: bool = False) -> str:
    return (
        f"<figure{' class=' + chr(34) + 'key' + chr(34) if wide else ''}>"
        f"{picture_html(picture, f'figures/{picture.slug}.png')}"
        f"<figcaption>{escape(picture.caption)} {_downloads(picture.slug)}</figcaption></figure>"
    )


def _downloads(slug: str) -> str:
    return " ".join(
        f'<a class="download" href="figures/{slug}.{kind}">{kind.upper()}</a>' for kind in ("png", "svg", "csv")
    )


def _findings(study: Any) -> str:
    """Findings that hold, with their evidence: those of SHOWN, else the strongest; without any, what the themes say."""
    held = study.findings[study.findings.holds.astype(bool)] if len(study.findings) else study.findings
    chosen = [row for prefix in SHOWN for row in held[held.finding_id.str.startswith(prefix)].head(1).itertuples()]
    strongest = held.sort_values("strength", ascending=False, kind="stable").itertuples()
    chosen += [row for row in strongest if row.Index not in {r.Index for r in chosen}]
    sentences = [_sentence_of(study, row) for row in chosen[:MOST_FINDINGS]] or list(describe_themes(study))
    items = "".join(f"<li>{sentence_html(sentence)}</li>" for sentence in sentences)
    return f'<h2>Found</h2><ul class="findings">{items}</ul>'


def _sentence_of(study: Any, row: Any) -> Sentence:
    passages = tuple(study.article(key).passage(start, end) for key, start, end in json.loads(row.evidence or "[]"))
    return Sentence(text=row.statement, evidence=passages)


def _cards(pages: Sequence[Any]) -> str:
    cards = "".join(
        f'<li class="card{" lead" if p.file == ESSAY else ""}">'
        f'<h3><a href="{escape(p.file)}">{escape(p.fragment.title)}</a></h3>'
        + (f'<p class="failed">Failed: {escape(p.error)}</p>' if p.error else f"<p>{escape(_card_text(p))}</p>")
        + "</li>"
        for p in pages
    )
    return f'<ul class="cards">{cards}</ul>'


def _card_text(page: Any) -> str:
    """The answer of a notebook; the essay's own stands at the top of the front page, so its card says what it is."""
    return ESSAY_CARD if page.file == ESSAY else clip_to_sentences(page.fragment.summary, CARD)


def clip_to_sentences(text: str, width: int) -> str:
    """The whole sentences that fit into `width` characters; a first one that does not is cut between words.

    >>> clip_to_sentences("They met in St. Petersburg. They spoke of trade and of the war.", 40)
    'They met in St. Petersburg.'
    """
    if len(text) <= width:
        return text
    ends = [m.end() - 1 for m in SENTENCE_END.finditer(text) if m.end() - 1 <= width]
    return text[: ends[-1]] if ends else clip(text, width)


def _dossiers(study: Any, pages: Mapping[str, Any]) -> str:
    """The meetings in order of day, those of the principals first where there are many others."""
    rows: list[tuple[bool, str]] = []
    for m in order_meetings(study.meetings).itertuples():
        page = pages.get(dossier_page(m.meeting_id))
        if page is None:
            continue
        when = say_days(m.earliest, m.latest, unknown="No day given")
        where = " · ".join(x for x in (say_place(m), FORM_WORDS.get(m.format, "")) if x)
        who = split_names(m.participants)
        failed = ' <span class="failed">failed</span>' if page.error else ""
        html = (
            f'<li><a href="{escape(page.file)}">{escape(capitalise(when))}</a>'
            f"<span>{escape(where)}</span><span>{escape(say_list(who))}</span>"
            f"<span>{escape(m.status)}{failed}</span></li>"
        )
        rows.append((set(who) == set(study.principals), html))
    own = sum(mine for mine, _ in rows)
    lead = f"{capitalise(say_count(len(rows), 'meeting'))}, each with what the articles hold about it."
    most = MOST_ROWS
    if len(rows) > MOST_ROWS and own:
        rows.sort(key=lambda row: not row[0])
        lead += f" First those of {say_list(study.principals)}, then those of others."
        most = min(own, MOST_ROWS)
    return _rows("Dossiers", lead, "meetings", [html for _, html in rows], most=most)


def _rows(heading: str, lead: str, kind: str, items: Sequence[str], *, most: int = 0) -> str:
    """A section with a list of rows, those after the first `most` folded away; nothing without rows."""
    if not items:
        return ""
    most = most or len(items)
    shown, folded = (f'<ul class="rows {kind}">{"".join(part)}</ul>' for part in (items[:most], items[most:]))
    rest = f"<details><summary>{len(items) - most} more</summary>{folded}</details>" if len(items) > most else ""
    return f"<h2>{heading}</h2><p>{lead}</p>{shown}{rest}"


def _articles(study: Any) -> str:
    rows = study.articles.set_index("article_id")
    items = []
    for key, label in label_articles(study.articles).items():
        row = rows.loc[key]
        publisher = "" if is_missing(row.publisher) else str(row.publisher)
        items.append(
            f'<li><a href="{article_page(key)}">{escape(str(row.title or row.file))}</a>'
            f"<span>{escape(label)}</span><span>{escape(publisher)}</span><span>{row.words:,} words</span></li>"
        )
    lead = "The text as printed, with what was found in it, in order of publication."
    return _rows("Articles", lead, "articles", items, most=MOST_ROWS)


def _figures(pictures: Mapping[str, Picture]) -> str:
    shown = [p for p in pictures.values() if p.figure is not None]
    cards = "".join(
        f'<li class="card"><a href="figures/{p.slug}.png"><img src="figures/{p.slug}.png" alt="{escape(p.alt)}"></a>'
        f"<p>{escape(p.title)}</p><p>{_downloads(p.slug)}</p></li>"
        for p in shown[1:]
    )
    absent = "".join(f'<p class="absent">{escape(p.absent)}</p>' for p in pictures.values() if p.figure is None)
    return f'<h2>Figures</h2><ul class="cards">{cards}</ul>{absent}'


def _tables(study: Any) -> str:
    """Every table as CSV and Parquet, then the exports."""
    items = [
        f"<li><span>{_file(f'{name}.csv')} {_file(f'{name}.parquet', 'Parquet', f'{name} as Parquet')} "
        f"{_guarded(f'{name}.csv')}</span>"
        f"<span>{escape(TABLE_NOTES.get(name, ''))}</span><span>{_rows_of(frame)}</span></li>"
        for name, frame in study.tables().items()
    ]
    lead = (
        f"What every column holds is told in {_file('dictionary.csv', 'the data dictionary')}. The CSV files hold the "
        "articles’ words as they are; to open a table in Excel or LibreOffice take the one for spreadsheets, in which "
        "no cell can be a formula."
    )
    exports = [
        f"<li><span>{_file(name)}{' ' + _guarded(name) if name in GUARDED else ''}</span>"
        f"<span>{escape(note)}</span></li>"
        for name, note in EXPORTS.items()
    ]
    exports += [f'<li><span><a href="{name}">{name}</a></span><span>{note}</span></li>' for name, note in WHOLE.items()]
    return _rows("Tables", lead, "tables", items) + _rows(
        "For other programs", "The same findings in formats that others read.", "tables", exports
    )


def _rows_of(frame: Any) -> str:
    """In figures, since they stand below one another."""
    return f"{len(frame):,} row{'' if len(frame) == 1 else 's'}"


def _guarded(name: str) -> str:
    """The copy of a file of rows for spreadsheets."""
    return _file(f"{FOLDER}/{name}", "spreadsheet", f"{name.removesuffix('.csv')} for spreadsheets")


def _file(name: str, words: str = "", label: str = "") -> str:
    """A link to a file of tables/; `label` is its accessible name where its words alone do not tell."""
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="tables/{name}"{named}>{escape(words or name)}</a>'
