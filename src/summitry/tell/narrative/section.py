"""A section of the essay and how it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from summitry.records import Finding, record
from summitry.tell.addresses import passage_link
from summitry.tell.describe.sentence import Sentence
from summitry.tell.display import HTML, MOST_REFERENCES, sentence_html

STANDFIRST = "standfirst"


@record
class Section:
    """A section of the essay: paragraphs of sentences, and the slugs of the figures that belong to it."""

    id: str
    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    figures: tuple[str, ...] = ()
    level: int = 2

    @property
    def figure(self) -> str | None:
        """The slug of the first figure, or None."""
        return self.figures[0] if self.figures else None

    @property
    def text(self) -> str:
        """The words alone, paragraphs apart by an empty line."""
        return "\n\n".join(" ".join(s.text for s in paragraph) for paragraph in self.paragraphs)

    @property
    def html(self) -> str:
        """Heading and paragraphs, escaped, each sentence with links to its passages."""
        body = "\n".join(f"<p>{' '.join(sentence_html(s) for s in p)}</p>" for p in self.paragraphs)
        if self.id == STANDFIRST:
            return f'<div class="standfirst">{body}</div>'
        tag, anchor = f"h{self.level}", escape(self.id.replace("/", "-").replace("_", "-"))
        return f'<{tag} id="{anchor}">{escape(self.heading)}</{tag}>\n{body}'

    @property
    def markdown(self) -> str:
        """The section as Markdown, a numbered link after each sentence for each of its first passages."""
        lines = [] if self.id == STANDFIRST else [f"{'#' * self.level} {self.heading}", ""]
        for paragraph in self.paragraphs:
            lines += [" ".join(_markdown(s) for s in paragraph), ""]
        return "\n".join(lines).rstrip() + "\n"


def make_section(
    section_id: str, heading: str, *paragraphs: Sequence[Sentence], figures: tuple[str, ...] = (), level: int = 2
) -> Section:
    """A section of the paragraphs that have sentences."""
    kept = tuple(tuple(lines) for lines in paragraphs if lines)
    return Section(id=section_id, heading=heading, paragraphs=kept, figures=figures, level=level)


def show_section(essay: Sequence[Section], section_id: str) -> HTML:
    """One section of the essay for a notebook (`agenda/` gives all below it); nothing where there is nothing to say."""
    chosen = [s for s in essay if s.id == section_id or (section_id.endswith("/") and s.id.startswith(section_id))]
    return HTML("\n".join(s.html for s in chosen))


def count_essay_words(essay: Sequence[Section]) -> int:
    """The words of an essay, headings aside."""
    return sum(len(s.text.split()) for s in essay)


def of_finding(finding: Finding, *, text: str = "") -> Sentence:
    """A finding as a sentence, with its passages; `text` says the same in the words of its place."""
    return Sentence(text=text or finding.statement, evidence=finding.evidence)


def _markdown(sentence: Sentence) -> str:
    text = sentence.text
    for mark in "\\*_[]<>`":
        text = text.replace(mark, f"\\{mark}")
    links = [f"[{n}]({passage_link(p)})" for n, p in enumerate(sentence.evidence[:MOST_REFERENCES], start=1)]
    return f"{text} <sup>{' '.join(links)}</sup>" if links else text
