"""Quotations in the essay: which sentence of whom, on what day and to whom it was said, each printed only once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from summitry.records import Passage, Statement, ThemeCode, record
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.facts import (
    OTHER,
    articles,
    key,
    news_of_articles,
    shared_statements,
    short_names,
    story_codes,
    unit,
)
from summitry.tell.findings.phrases import of_day, say_outlet, say_source
from summitry.tell.words import LEANING, as_day, capitalise, is_missing, say_day

SHORTEST, LONGEST = 5, 42  # words of a sentence that is quoted
Used = set[tuple[str, int]]  # article_id, start of every passage quoted so far


@record
class Quote:
    """A sentence quoted directly, the statement it is part of, and the codes it carries."""

    passage: Passage
    statement: Statement
    codes: tuple[ThemeCode, ...]


def find_quotes(study: Any, speaker: str) -> list[Quote]:
    """The sentences quoted directly from somebody on the principals' own meetings that can stand alone, in order."""
    texts = {a.article_id: a for a in articles(study)}
    found = []
    for s in shared_statements(study, speaker):
        if s.form != "direct" or s.article_id not in texts:
            continue
        spans: dict[tuple[int, int], list[ThemeCode]] = {}
        for code in study.records.codes:
            if code.article_id == s.article_id and code.speaker == speaker and unit(code) != OTHER:
                for a, b in s.contents:
                    if a < code.end and code.start < b:
                        spans.setdefault((max(a, code.start), min(b, code.end)), []).append(code)
        for (start, end), codes in sorted(spans.items()):
            passage = texts[s.article_id].passage(start, end)
            if stands_alone(passage.text):
                found.append(Quote(passage=passage, statement=s, codes=tuple(codes)))
    return found


def stands_alone(text: str) -> bool:
    """Whether words can be quoted without those before them: a whole sentence by its look, leaning on none."""
    bare = text.strip('“”"„ ')
    words = bare.split()
    if not SHORTEST <= len(words) <= LONGEST or re.search('[“”"]', bare):
        return False
    return bare[:1].isupper() and words[0].lower().strip(",") not in LEANING


def quote_on(study: Any, theme: str, used: Used) -> list[Sentence]:
    """The most telling sentence quoted on a theme and not before: most codes (subthemes twice), then the shorter."""
    found = []
    for name in study.principals:
        for q in find_quotes(study, name):
            codes = sum(c.theme == theme for c in q.codes) + sum(
                c.theme == theme and c.subtheme is not None for c in q.codes
            )
            if codes and (q.passage.article_id, q.passage.start) not in used:
                found.append((-codes, len(q.passage.text), q.passage.article_id, q.passage.start, q))
    return quoted(study, min(found, key=lambda f: f[:4])[-1], used) if found else []


def quoted(study: Any, quote: Quote, used: Used) -> list[Sentence]:
    """The sentence that quotes, with the day and the hearer where they are told."""
    used.add((quote.passage.article_id, quote.passage.start))
    text = f"{introduce(study, quote.statement)}: {in_marks(quote.passage.text)}"
    return [Sentence(text=text, evidence=(quote.passage,))]


def introduce(study: Any, said: Statement) -> str:
    """Who said something, when and to whom, up to the colon: "On 20 August 2017 A told the press"."""
    names = short_names(study)
    who = say_source(names.get(said.speaker, said.speaker))
    hearer = said.addressee and say_source(names.get(said.addressee, said.addressee))
    says = f"told {hearer}" if hearer else "said"
    first, last = as_day(said.earliest), as_day(said.latest)
    if first is not None and first == last:
        return f"On {say_day(first)} {who} {says}"
    meeting = next((m for m in study.records.meetings if m.meeting_id == said.meeting_id), None)
    if hearer and meeting is None:
        return capitalise(f"{who} {says}")
    if meeting is None or (as_day(meeting.earliest) is None and as_day(meeting.latest) is None):
        return capitalise(f"{who} is quoted")
    one = "the" if meeting.earliest == meeting.latest else "a"
    if hearer:
        return f"In connection with {one} meeting {of_day(meeting)} {who} {says}"
    return f"In the account of {one} meeting {of_day(meeting)} {who} is quoted"


def narrated_on(study: Any, theme: str, used: Used, *, within: Iterable[tuple[str, int, int]] = ()) -> list[Sentence]:
    """A sentence of an article's own voice on a theme, the shortest that stands alone and was not quoted before."""
    texts, wanted = {a.article_id: a for a in articles(study)}, set(within)
    fit = []
    for code in story_codes(study):
        if code.theme != theme or code.form != "narration" or (wanted and key(code) not in wanted):
            continue
        article = texts[code.article_id]
        passage = article.passage(code.start, code.end)
        words = passage.text.split()
        whole = article.kind_at(code.start) == "body" == article.kind_at(code.end - 1)
        alone = 8 <= len(words) <= LONGEST and words[0].lower() not in LEANING and passage.text[:1].isupper()
        alone = alone and passage.text[-1] in ".!?"  # no headline
        if whole and alone and (code.article_id, code.start) not in used and not re.search('[“”"]', passage.text):
            fit.append((len(passage.text), code.article_id, code.start, passage))
    if not fit:
        return []
    passage = min(fit, key=lambda f: f[:3])[-1]
    used.add((passage.article_id, passage.start))
    text = f"{capitalise(name_article(study, passage.article_id))} writes: {in_marks(passage.text)}"
    return [Sentence(text=text, evidence=(passage,))]


def name_article(study: Any, article_id: str) -> str:
    """How prose calls an article: by its outlet, else by the meeting it is about, else "one article"."""
    own = articles(study)
    outlet = next((a.publisher for a in own if a.article_id == article_id), "")
    if not is_missing(outlet):
        return say_outlet(outlet)
    if len(own) == 1:
        return "the article"
    about = news_of_articles(study).get(article_id)
    meeting = next((m for m in study.records.meetings if m.meeting_id == about), None)
    alone = sum(m == about for m in news_of_articles(study).values()) == 1
    if meeting is None or not alone or as_day(meeting.earliest) is None:
        return "one article"
    return f"the article on the meeting {of_day(meeting)}"


def in_marks(text: str) -> str:
    """Words in quotation marks, closed like a sentence.

    >>> in_marks("“We agree,”")
    '“We agree.”'
    """
    words = " ".join(text.split()).strip('“”"„ ').replace("“", "‘").replace("”", "’")
    words = re.sub(r"([.,])['’‘]+\.?$", r"\1", words).rstrip(",;:—– ")
    return f"“{words}”" if words[-1:] in ".!?…" else f"“{words}.”"
