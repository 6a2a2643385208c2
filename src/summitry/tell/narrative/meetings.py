"""The paragraphs on single meetings: how each is told, what it is about, a voice from it."""

from __future__ import annotations

from typing import Any

from summitry.records import Finding, Meeting, Passage
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.facts import (
    agenda_themes,
    agree,
    meeting_codes,
    news_of_articles,
    of_day,
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
PRONOUNS = ("he", "she", "they", "it")
OPENINGS = ("In the words of {}:", "{} is quoted:", "From {} comes the sentence:", "{} puts it so:")


def tell_meeting(study: Any, meeting: Meeting, agenda: Finding | None, turn: int) -> list[Sentence]:
    """A few sentences on one meeting. `turn` varies the wording from paragraph to paragraph."""
    lines = [_telling(study, meeting)]
    if agenda:
        lines.append(of_finding(agenda, text=_say_agenda(study, meeting, turn)))
    quote = quote_for(study, meeting)
    if quote:
        lines.append(quoting(study, *quote, turn))
    return lines


def _telling(study: Any, meeting: Meeting) -> Sentence:
    """Which articles tell of the meeting, before or after it, under what headline."""
    articles = [a for a, m in news_of_articles(study).items() if m == meeting.meeting_id]
    records = {a.article_id: a for a in study.records.articles}
    named = [records[a].publisher for a in articles if not is_missing(records[a].publisher)]
    who = capitalise(say_count(len(articles), "article"))
    if len(named) == len(articles) <= MOST_OUTLETS:
        who = say_list(list(dict.fromkeys(named)))
    title = _headline(records[articles[0]]) if len(articles) == 1 else ""
    headline = f" under the headline “{clip(title, 110)}”" if title else ""
    where = f" in {meeting.city}" if meeting.city else ""
    verb = _verb(study, meeting, articles)
    when, which = of_day(meeting), "the meeting"
    if as_day(meeting.earliest) is None or as_day(meeting.latest) is None:
        when, which = "", "a meeting"
    text = f"{who} {verb} {' '.join(filter(None, (which, when)))}{where}{headline}."
    return Sentence(text=text, evidence=report_passages(study, [meeting.meeting_id]))


def _headline(article: Any) -> str:
    title = article.title or next((s.text for s in article.segments if s.kind == "title"), "")
    return " ".join(title.split()).replace("“", "‘").replace("”", "’").rstrip(".;")


def _verb(study: Any, meeting: Meeting, articles: list[str]) -> str:
    status = {r.article_id: r.status for r in study.records.reports if r.meeting_id == meeting.meeting_id}
    ahead = [a for a in articles if status.get(a) == "announced"]
    count = len(articles)
    if any(status.get(a) == "cancelled" for a in articles):
        return f"{agree(count, 'reports', 'report')} that nothing comes of"
    if len(ahead) == count:
        return agree(count, "announces", "announce")
    return agree(count, "reports on", "report on") if not ahead else "tell, partly in advance, of"


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
        f"It gives {listed} as {agree(len(put), 'the matter', 'matters')} of the talks",
        f"As {agree(len(put), 'the matter', 'matters')} of the talks it names {listed}",
        f"The talks are said to deal with {listed}",
    )[turn % 3]
    if len([a for a, m in news_of_articles(study).items() if m == meeting.meeting_id]) > 1:
        opening = f"The talks are said to deal with {listed}"
    return f"{opening}; {main}."


def quote_for(study: Any, meeting: Meeting) -> tuple[str, Passage] | None:
    """(speaker, passage): a telling quotation that belongs to a meeting, of a principal if there is one."""
    at = [meeting.meeting_id]
    found = [(name, q) for name in study.principals for q in quotes_of(study, name, meetings=at)[:1]]
    if not found:
        speakers = {s.speaker for s in study.records.statements if s.meeting_id == meeting.meeting_id and s.speaker}
        others = sorted(s for s in speakers - set(study.principals) if s.lower() not in PRONOUNS)
        found = [(name, q) for name in others for q in quotes_of(study, name, meetings=at)[:1]]
    if not found:
        return None
    name, (passage, _) = max(found, key=lambda item: (len(item[1][1]), -len(item[1][0].text), item[0]))
    return name, passage


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
