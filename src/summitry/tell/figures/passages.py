"""The words behind a peak of a figure: what to quote beside it."""

from __future__ import annotations

from typing import Any

from summitry.records import Passage, Statement, record
from summitry.tell.findings.facts import key, meeting_codes, short_names, statements
from summitry.tell.findings.phrases import say_outlet
from summitry.tell.words import LEANING, as_day, clip, is_missing, say_day

LONGEST = 170  # letters of a quotation beside a figure


@record
class Behind:
    """A passage behind a peak and, where somebody is quoted with it, the statement."""

    passage: Passage
    statement: Statement | None = None


def at_peak(study: Any, theme: str, meeting_id: str) -> Behind | None:
    """The shortest whole sentence quoted from a principal on a theme at a meeting; else a sentence with the theme."""
    codes = [c for c in meeting_codes(study, [meeting_id], other=True) if theme in (c.theme, c.subtheme)]
    texts = {a.article_id: a for a in study.records.articles}
    found = []
    for s in statements(study):
        for code in codes if s.form == "direct" and s.speaker in study.principals else ():
            if code.article_id == s.article_id and code.speaker == s.speaker:
                for a, b in s.contents:
                    start, end = max(a, code.start), min(b, code.end)
                    words = texts[s.article_id].text[start:end].strip("“” ")
                    if start < end and len(words.split()) > 4 and words[0].isupper():
                        behind = Behind(passage=texts[s.article_id].passage(start, end), statement=s)
                        found.append((-_weight(codes, code), len(words), s.article_id, start, behind))
    if found:
        return min(found, key=lambda f: f[:4])[-1]
    told = []
    for code in codes:
        article = texts[code.article_id]
        passage = article.passage(code.start, code.end)
        body = article.kind_at(code.start) == "body"
        leans = passage.text.split()[0].lower().strip("“") in LEANING
        rank = (not body, leans, code.speaker not in study.principals, len(passage.text), code.article_id, code.start)
        told.append((rank, Behind(passage=passage)))
    return min(told, key=lambda t: t[0])[1] if told else None


def _weight(codes: list[Any], code: Any) -> int:
    return sum(key(c) == key(code) and c.subtheme is not None for c in codes)


def caption_quote(study: Any, behind: Behind) -> str:
    """Who said it, when, and the words: "A, 20 August 2017: “…”"; the words alone where nobody is quoted."""
    words = clip(" ".join(behind.passage.text.split()).strip('“”" ,'), LONGEST)
    words = words.replace("“", "‘").replace("”", "’").replace('"', "’")
    if behind.statement is None:
        outlet = next((a.publisher for a in study.records.articles if a.article_id == behind.passage.article_id), "")
        return f"“{words}”" if is_missing(outlet) else f"{say_outlet(outlet)}: “{words}”"
    first, last = as_day(behind.statement.earliest), as_day(behind.statement.latest)
    day = f", {say_day(first, short=True)}" if first is not None and first == last else ""
    name = short_names(study).get(behind.statement.speaker, behind.statement.speaker)
    return f"{name}{day}: “{words}”"
