"""What notebooks show: figures, tables, passages and sentences as HTML that reads well and is safe.

Every function gives an `HTML` as IPython has it, so that it can stand as the last line of a cell. Whatever comes from
an article is escaped here and nowhere else. Links to passages go to the page of the article
(`article-<id>.html#c<start>-<end>`), where the words are highlighted.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Any

import IPython.display
import numpy as np
import pandas as pd

from summitry.records import DayRange, Passage, record
from summitry.tell.addresses import lead_from_lab, passage_link
from summitry.tell.describe.sentence import Places
from summitry.tell.words import clip, is_missing, label_articles, say_day, say_days

if TYPE_CHECKING:  # figures bring matplotlib, which is loaded when one is drawn
    from summitry.tell.figures.style import Picture

NOTHING = '<span class="none" title="not told or not sure">–</span>'
MOST_REFERENCES = 6
TALL = 1.2  # times as high as wide
FEWEST_FOLDED = 3  # rows; a fold for fewer costs the reader more than it saves


class HTML(IPython.display.HTML):
    """HTML whose links also work in a notebook that is open in JupyterLab; `data` is what a page takes."""

    def _repr_html_(self) -> str:
        return lead_from_lab(self.data)


@record
class Link:
    """A cell that leads to a page of the site."""

    page: str
    words: str


def show_figure(picture: Picture) -> HTML:
    """A figure with its message, alt text, caption and, folded, its data; or one sentence why there is none."""
    if picture.figure is None:
        return HTML(f'<p class="absent">{escape(picture.absent)}</p>')
    from summitry.tell.figures.saving import encode_png

    image = base64.b64encode(encode_png(picture)).decode("ascii")
    return HTML(
        f'<figure id="figure-{escape(picture.slug)}" data-slug="{escape(picture.slug)}">'
        f"{picture_html(picture, f'data:image/png;base64,{image}')}"
        f"<figcaption>{escape(picture.caption)}</figcaption>"
        "<details><summary>The data of this figure</summary>"
        f"{table_html(picture.data, caption=picture.title)}</details>"
        "</figure>"
    )


def picture_html(picture: Picture, source: str) -> str:
    """The image of a figure with links over its marks; source: the address of the image."""
    links = "".join(
        f'<a class="point" href="{passage_link(p.passage)}" style="position:absolute;{_place(p.box)}" '
        f'aria-label="{escape(p.name)}" title="{escape(clip(f"{p.name}: {p.passage.text}", 200))}"></a>'
        for p in picture.points
    )
    return (
        f'<div class="picture{_tall(picture)}" role="region" tabindex="0" aria-label="Figure: {escape(picture.title)}">'
        f'<div class="drawing" style="position:relative"><img src="{source}" alt="{escape(picture.alt)}">{links}'
        "</div></div>"
    )


def _tall(picture: Picture) -> str:
    """A figure with a row for each of many things takes a printed page of its own; smaller it could not be read."""
    width, height = picture.figure.get_size_inches() if picture.figure is not None else (1, 1)
    return " tall" if height > TALL * width else ""


def _place(box: tuple[float, float, float, float]) -> str:
    sides = zip(("left", "top", "width", "height"), box, strict=True)
    return ";".join(f"{side}:{100 * share:.2f}%" for side, share in sides)


def show_table(frame: pd.DataFrame, caption: str, *, most: int = 0, empty: str = "", whole: bool = False) -> HTML:
    """A table with a caption and scoped headers; dates as prose, empty cells as a dash, passages as links.

    frame: its columns are shown under their own names, the first one as row headers. most: rows shown before the
    rest is folded away (0: all), unless the rest is only a few. empty: the sentence shown instead of a table without
    rows. whole: passages in full.
    """
    if frame.empty:
        return HTML(f'<p class="absent">{escape(empty or f"{caption}: there are none.")}</p>')
    if not most or len(frame) < most + FEWEST_FOLDED:
        return HTML(table_html(frame, caption=caption, whole=whole))
    rest = table_html(frame.iloc[most:], caption=f"{caption} (continued)", whole=whole)
    return HTML(
        table_html(frame.iloc[:most], caption=caption, whole=whole)
        + f'<details class="rest"><summary>{len(frame) - most} more rows</summary>{rest}</details>'
    )


def table_html(frame: pd.DataFrame, *, caption: str, whole: bool = False) -> str:
    """The HTML of a table in a region of its own that scrolls sideways where the page is narrow."""
    numeric = [pd.api.types.is_numeric_dtype(frame[c]) and not pd.api.types.is_bool_dtype(frame[c]) for c in frame]
    frame = _even_decimals(frame)
    heads = "".join(f'<th scope="col"{_number(n)}>{escape(str(c))}</th>' for c, n in zip(frame, numeric, strict=True))
    rows = []
    for row in frame.itertuples(index=False, name=None):
        cells = [cell_html(cell, whole=whole) for cell in row]
        others = "".join(f"<td{_number(n)}>{c}</td>" for c, n in zip(cells[1:], numeric[1:], strict=True))
        rows.append(f'<tr><th scope="row">{cells[0]}</th>{others}</tr>')
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="Table: {escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _even_decimals(frame: pd.DataFrame) -> pd.DataFrame:
    """Shares of one column with as many decimals as each other: 1.00 beside 0.98."""
    shares = [c for c in frame if pd.api.types.is_float_dtype(frame[c]) and (frame[c].dropna() % 1 >= 0.005).any()]
    return frame.assign(**{c: [f"{n:,.2f}" if n == n else None for n in frame[c]] for c in shares})


def _number(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def cell_html(cell: Any, *, whole: bool = False) -> str:
    """One cell as HTML: prose for dates, ranges and truth values, links for passages, everything else escaped.

    `whole` gives passages in full; else long ones are cut.
    """
    if isinstance(cell, Passage):
        return f'<a href="{passage_link(cell)}">{escape(cell.text if whole else clip(cell.text, 140))}</a>'
    if isinstance(cell, Link):
        return f'<a href="{escape(cell.page)}">{escape(cell.words)}</a>'
    if isinstance(cell, Places):
        return _numbered(cell.passages) if cell.passages else NOTHING
    if isinstance(cell, DayRange):
        return escape(say_days(cell.earliest, cell.latest))
    if isinstance(cell, (list, tuple)):
        between = "<br>" if all(isinstance(item, Passage) for item in cell) else "; "
        return between.join(cell_html(item, whole=whole) for item in cell) if cell else NOTHING
    if is_missing(cell):
        return NOTHING
    if isinstance(cell, (datetime, date)):
        return escape(say_day(cell if not isinstance(cell, datetime) else cell.date()))
    if isinstance(cell, bool) or type(cell).__name__ == "bool_":
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.2f}".rstrip("0").rstrip(".") if abs(cell) < 1000 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int | np.integer) else escape(str(cell))


def show_sentences(sentences: Iterable[Any], *, kind: str = "finding") -> HTML:
    """Computed sentences, each with links to the words it rests on; nothing at all when there are none.

    sentences: objects with `text` (or `statement`) and `evidence` (passages), or plain strings.
    """
    parts = [f'<p class="{escape(kind)}">{sentence_html(sentence)}</p>' for sentence in sentences]
    return HTML("\n".join(parts))


def show_paragraph(sentences: Iterable[Any]) -> HTML:
    """Computed sentences that belong together as one paragraph; nothing at all when there are none."""
    text = " ".join(sentence_html(sentence) for sentence in sentences)
    return HTML(f'<p class="finding">{text}</p>' if text else "")


def show_standfirst(sentences: Iterable[Any]) -> HTML:
    """The answer first: the sentences that stand below the title."""
    return HTML(f'<div class="standfirst"><p>{" ".join(sentence_html(s) for s in sentences)}</p></div>')


def sentence_html(sentence: Any) -> str:
    """One sentence, escaped, followed by its references."""
    if isinstance(sentence, str):
        return escape(sentence)
    text = getattr(sentence, "text", None) or getattr(sentence, "statement", "")
    return escape(text) + references_html(getattr(sentence, "evidence", ()))


def references_html(evidence: Sequence[Passage]) -> str:
    """Small numbered links to passages; what they say is their accessible name."""
    if not evidence:
        return ""
    more = f" +{len(evidence) - MOST_REFERENCES}" if len(evidence) > MOST_REFERENCES else ""
    return f' <sup class="references">[{_numbered(evidence[:MOST_REFERENCES], "Evidence ")}{more}]</sup>'


def _numbered(passages: Sequence[Passage], kind: str = "Place ") -> str:
    return " ".join(
        f'<a href="{passage_link(p)}" aria-label="{kind}{n}: {escape(clip(p.text, 90))}" '
        f'title="{escape(clip(p.text, 160))}">{n}</a>'
        for n, p in enumerate(passages, start=1)
    )


def show_passages(study: Any, passages: Iterable[Passage], *, most: int = 12, empty: str = "") -> HTML:
    """The quoted words, highlighted in the piece of the article they stand in, each with a link to its place."""
    passages = sorted(dict.fromkeys(passages), key=lambda p: (p.article_id, p.start, p.end))
    if not passages:
        return HTML(f'<p class="absent">{escape(empty or "No passage supports this.")}</p>')
    labels = label_articles(study.articles)
    items = [passage_html(study, passage, labels) for passage in passages]
    shown, rest = items[:most], items[most:]
    more = f"<details><summary>{len(rest)} more passages</summary><ul>{''.join(rest)}</ul></details>" if rest else ""
    return HTML(f'<div class="passages"><ul>{"".join(shown)}</ul>{more}</div>')


def passage_html(study: Any, passage: Passage, labels: dict[str, str]) -> str:
    """One passage as an item of a list: highlighted in its surroundings, with the link to its place."""
    article = study.article(passage.article_id)
    before, after = _around(article, passage)
    words = escape(article.text[passage.start : passage.end])
    name = escape(labels.get(passage.article_id, passage.article_id))
    return (
        f"<li><blockquote>{escape(before)}<mark>{words}</mark>{escape(after)}</blockquote>"
        f'<a class="whence" href="{passage_link(passage)}">Article of {name}, '
        f"characters {passage.start:,} to {passage.end:,}</a></li>"
    )


def _around(article: Any, passage: Passage, width: int = 160) -> tuple[str, str]:
    """The words before and after a passage within its segment, cut between words."""
    segment = article.segment_at(passage.start)
    low = max(segment.start if segment else 0, passage.start - width)
    high = min(segment.end if segment else len(article.text), passage.end + width)
    before, after = article.text[low : passage.start], article.text[passage.end : max(high, passage.end)]
    if segment and low > segment.start and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if segment and high < segment.end and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return before, after


def show_dossier_head(study: Any, meeting: Any) -> HTML:
    """The title of a meeting's dossier and what is known of it in a sentence or two."""
    from summitry.tell.describe import describe_meeting, title_meeting

    text = " ".join(sentence_html(sentence) for sentence in describe_meeting(study, meeting))
    return HTML(f'<p class="subject">{escape(title_meeting(meeting))}</p><div class="standfirst"><p>{text}</p></div>')


def show_problems(study: Any) -> HTML:
    """What could not be read, one sentence each; nothing when all was well."""
    if not study.problems:
        return HTML("")
    items = "".join(f"<li>{escape(problem.message)}</li>" for problem in study.problems)
    return HTML(f'<div class="problems"><p>Not everything could be read:</p><ul>{items}</ul></div>')


def show_made_how(study: Any) -> HTML:
    """Versions, parameters and the digests of the inputs."""
    from summitry.tell.making import tabulate_inputs, tabulate_making

    return HTML(
        table_html(tabulate_making(study), caption="Versions and parameters")
        + f"<details><summary>Digests of the {len(study.articles)} articles</summary>"
        + table_html(tabulate_inputs(study), caption="SHA-256 of every article as read")
        + "</details>"
    )
