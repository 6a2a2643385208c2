"""The paragraphs on single meetings: how each is told, what it is about, a voice from it."""

from __future__ import annotations

import re
from typing import Any

from summitry.records import Finding, Meeting, Passage
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.facts import (
    agenda_themes,
    agree,
    key,
    meeting_codes,
    news_of_articles,
    of_day,
    own_codes,
    quotes_of,
    report_passages,
    say_share,
    say_source,
    sentences,
    short_names,
    told_meetings,
    top_themes,
)
from summitry.tell.narrative.section import of_finding
from summitry.tell.words import as_day, capitalise, clip, is_missing, say_count, say_list

MOST_OUTLETS = 3
MOST_MATTERS = 4
LEAST_WEIGHED = 3  # of fewer coded sentences no share is told
PRONOUNS = ("he", "she", "they", "it", "this", "that", "his", "her", "their")
OPENINGS = ("In the words of {}:", "{} is quoted:", "From {} comes the sentence:", "{} puts it so:")


def tell_meeting(study: Any, meeting: Meeting, agenda: Finding | None, turn: int) -> list[Sentence]:
    """A few sentences on one meeting. `turn` varies the wording from paragraph to paragraph."""
    lines = [_telling(study, meeting, turn)]
    if agenda:
        lines.append(of_finding(agenda, text=_say_agenda(study, meeting, turn)))
    quote = quote_for(study, meeting)
    if quote:
        lines.append(quoting(study, *quote, turn))
    else:
        lines += _in_the_articles_words(study, meeting)
    return lines


def _telling(study: Any, meeting: Meeting, turn: int) -> Sentence:
    """Which articles tell of the meeting, before or after it; where it was, on what occasion."""
    articles = [a for a, m in news_of_articles(study).items() if m == meeting.meeting_id]
    records = {a.article_id: a for a in study.records.articles}
    named = [records[a].publisher for a in articles if not is_missing(records[a].publisher)]
    who = say_count(len(articles), "article")
    if len(named) == len(articles) <= MOST_OUTLETS:
        who = say_list(list(dict.fromkeys(named)))
    tied = _at_the_venue(study, meeting)
    which = _which(study, meeting, venue=not tied)
    verb, passive = _verbs(study, meeting, articles)
    text = f"{capitalise(who)} {verb} {which}" if turn % 2 else f"{capitalise(which)} {passive} {who}"
    occasion = "" if is_missing(meeting.occasion) else clip(" ".join(meeting.occasion.split()), 80)
    if tied:
        text += f", together with {occasion} at {_say_venue(study, meeting)}"
    elif occasion:
        text += f"; the occasion named is {occasion}"
    return Sentence(text=f"{text}.", evidence=report_passages(study, [meeting.meeting_id]))


def _at_the_venue(study: Any, meeting: Meeting) -> bool:
    """Whether the venue is told only together with the occasion: then it is not surely that of the talks."""
    if is_missing(meeting.occasion) or is_missing(meeting.venue):
        return False
    told = [p.text for p in report_passages(study, [meeting.meeting_id])]
    first = str(meeting.occasion).split()[-1]
    return any(meeting.venue in text and first in text for text in told) and not any(
        meeting.venue in text and first not in text for text in told
    )


def _which(study: Any, meeting: Meeting, *, venue: bool) -> str:
    """The meeting with its day, venue and city: "the meeting of 9 May 2018 at the Kremlin in Moscow"."""
    dated = as_day(meeting.earliest) is not None and as_day(meeting.latest) is not None
    what = {"phone": "telephone call", "video": "video call", "sidelines": "talk on the sidelines"}
    noun = what.get(meeting.format, "meeting")
    where = f" in {meeting.city}" if meeting.city else ""
    house = f" at {_say_venue(study, meeting)}" if venue and meeting.venue and meeting.venue != meeting.city else ""
    return f"{'the' if dated else 'a'} {noun}{f' {of_day(meeting)}' if dated else ''}{house}{where}"


def _say_venue(study: Any, meeting: Meeting) -> str:
    """The venue with the article the sources give it: "the Kremlin"."""
    texts = [a.text for a in study.records.articles if a.article_id in meeting.articles]
    with_the = re.compile(rf"\bthe {re.escape(meeting.venue)}\b")
    return f"the {meeting.venue}" if any(with_the.search(text) for text in texts) else meeting.venue


def _verbs(study: Any, meeting: Meeting, articles: list[str]) -> tuple[str, str]:
    """How the articles tell of the meeting, as a verb before it and as a passive before "by" them."""
    status = {r.article_id: r.status for r in study.records.reports if r.meeting_id == meeting.meeting_id}
    ahead = [a for a in articles if status.get(a) == "announced"]
    count = len(articles)
    if any(status.get(a) == "cancelled" for a in articles):
        return f"{agree(count, 'reports', 'report')} the calling off of", "is reported as called off by"
    if len(ahead) == count:
        if meeting.status == "announced":
            return f"only {agree(count, 'announces', 'announce')}", "is known here only from an announcement by"
        return agree(count, "announces", "announce"), "is announced by"
    if ahead:
        return "tell, partly in advance, of", "is told, partly in advance, by"
    return agree(count, "reports on", "report on"), "is reported by"


def _say_agenda(study: Any, meeting: Meeting, turn: int) -> str:
    """The finding on a meeting's agenda in running prose: the same facts in one of three turns of phrase."""
    book = study.records.codebook
    codes = meeting_codes(study, [meeting.meeting_id])
    (lead, count), *rest = top_themes(codes, by=lambda c: c.theme)
    named = agenda_themes(study, [meeting.meeting_id])
    put, theme = [book.short(t) for t in named][:MOST_MATTERS], book.short(lead)
    whole = len(sentences(codes))
    share = say_share(count, whole)
    second = rest[0][1] if rest else 0
    if whole < LEAST_WEIGHED:
        touched = [book.short(t) for t in (lead, *(t for t, _ in rest))][:3]
        weight = (f"what is coded of it touches on {say_list(touched)}",) * 3
    elif count * 2 > whole:
        weight = (
            f"{theme} alone is in {share}",
            f"{share} are about {theme}",
            f"most of it turns on {theme} ({share})",
        )
    elif second == count:
        pair = say_list([book.short(t) for t, n in top_themes(codes, by=lambda c: c.theme) if n == count][:3])
        weight = (f"the telling turns on {pair}, each in {share}",) * 3
    else:
        weight = (
            f"the theme told most is {theme}, in {share}",
            f"{theme} leads, with {share}",
            f"the telling turns first to {theme} ({share})",
        )
    main = weight[turn % 3]
    if not put:
        return f"{capitalise(main)}."
    listed = say_list(put)
    opening = (
        f"Named as {agree(len(put), 'the matter of the talks is', 'matters of the talks are')} {listed}",
        f"As {agree(len(put), 'the matter', 'matters')} of the talks the article names {listed}",
        f"The talks are said to deal with {listed}",
    )[turn % 3]
    if len([a for a, m in news_of_articles(study).items() if m == meeting.meeting_id]) > 1:
        opening = f"The talks are said to deal with {listed}"
    return f"{opening}; {main}."


def quote_for(study: Any, meeting: Meeting) -> tuple[str, Passage] | None:
    """(speaker, passage): a telling quotation of a principal that belongs to a meeting."""
    at = [meeting.meeting_id]
    found = [(name, q) for name in study.principals for q in quotes_of(study, name, meetings=at)[:1]]
    if not found:
        return None
    name, (passage, _) = max(found, key=lambda item: (len(item[1][1]), -len(item[1][0].text), item[0]))
    return name, passage


def _in_the_articles_words(study: Any, meeting: Meeting) -> list[Sentence]:
    """Where no principal is quoted: the article's sentence that reports what one of them said of a theme."""
    at = [meeting.meeting_id]
    texts = {a.article_id: a for a in study.records.articles}
    own = [c for name in study.principals for c in own_codes(study, name, meetings=at)]
    themes: dict[tuple[str, int, int], set[str]] = {}
    for code in own:
        themes.setdefault(key(code), set()).add(code.theme)
    fit = []
    for (article_id, start, end), found in themes.items():
        passage = texts[article_id].passage(start, end)
        words = passage.text.split()
        body = texts[article_id].kind_at(start) == "body" and texts[article_id].kind_at(end - 1) == "body"
        alone = passage.text[:1].isupper() and words[0].lower() not in PRONOUNS
        if body and 6 <= len(words) <= 40 and alone and not re.search('[“”"]', passage.text):
            fit.append((-len(found), len(words), article_id, start, passage))
    if not fit:
        return []
    passage = min(fit, key=lambda f: f[:4])[-1]
    return [Sentence(text=f"In the words of the article: {in_marks(passage.text)}", evidence=(passage,))]


def used_quotes(study: Any) -> set[tuple[str, int]]:
    """Where the quotations stand that the paragraphs on meetings use."""
    quotes = [quote_for(study, m) for m in told_meetings(study)]
    return {(q[1].article_id, q[1].start) for q in quotes if q}


def quoting(study: Any, speaker: str, passage: Passage, turn: int) -> Sentence:
    """A sentence that quotes a passage; quotation marks inside become single ones."""
    name = say_source(short_names(study).get(speaker, speaker))
    opening = capitalise(OPENINGS[turn % len(OPENINGS)].format(name))
    return Sentence(text=f"{opening} {in_marks(passage.text)}", evidence=(passage,))


def in_marks(text: str) -> str:
    """Words in quotation marks, closed like a sentence.

    >>> in_marks("“We agree,”")
    '“We agree.”'
    """
    words = " ".join(text.split()).strip('“”"„ ').replace("“", "‘").replace("”", "’")
    words = words.rstrip(",;:—– ")
    return f"“{words}”" if words[-1:] in ".!?…" else f"“{words}.”"
