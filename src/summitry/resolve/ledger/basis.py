"""Why a meeting of the ledger has its days, its place and its form: the words each rests on, and every other version.

A `Basis` is one version of one point, with the articles that tell it and the words in them; `kept` marks the version
the ledger has. Words are looked for in the passages that tell of the meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from summitry.records import (
    UNKNOWN_DAYS,
    Article,
    Basis,
    DayRange,
    Meeting,
    MeetingReport,
    Passage,
    PlaceMention,
    TimeExpression,
)
from summitry.resolve.ledger.rows import days_of

# What a day was reckoned from, as a clause about the words that name it.
ANCHORS = {
    "none": "named in full",
    "publication": "counted from the day the article was published",
    "speech": "counted from the day on which it was said",
    "narrative": "counted from a day the article names",
    "caption": "counted from the day of the photograph",
    "chronology": "dated by the chronology of public events (outside knowledge)",
}
LEFT = "the days that all of them leave"
UNTOLD = "no word names the day"
INFERRED = "inferred from the passage; no word of it names the day"
AS_THE_NEWS = "the day of the meeting the article is about"


def find_basis(
    meetings: Sequence[Meeting],
    reports: Sequence[MeetingReport],
    articles: Sequence[Article],
    times: Mapping[str, Sequence[TimeExpression]],
    places: Mapping[str, Sequence[PlaceMention]],
    *,
    news: Mapping[str, DayRange | None],
) -> tuple[Basis, ...]:
    """Every version of day, town, venue and form that the articles tell of each meeting; the one kept first.

    times, places, news: by article_id; `news` are the days of the meeting that the article is about.
    """
    texts = {a.article_id: a for a in articles}
    told: dict[str, list[MeetingReport]] = {m.meeting_id: [] for m in meetings}
    for report in reports:
        told.setdefault(report.meeting_id or "", []).append(report)
    return tuple(
        b for m in meetings for b in _of_meeting(m, _in_order(m, told[m.meeting_id]), texts, times, places, news)
    )


def _in_order(meeting: Meeting, told: Sequence[MeetingReport]) -> list[MeetingReport]:
    order = {article: n for n, article in enumerate(meeting.articles)}
    return sorted(told, key=lambda r: (order[r.article_id], r.passages))


def _of_meeting(
    meeting: Meeting,
    told: Sequence[MeetingReport],
    texts: Mapping[str, Article],
    times: Mapping[str, Sequence[TimeExpression]],
    places: Mapping[str, Sequence[PlaceMention]],
    news: Mapping[str, DayRange | None],
) -> Iterator[Basis]:
    yield from _versions(
        meeting,
        "day",
        told,
        days_of(meeting),
        days_of,
        lambda r: _day_words(r, texts, times.get(r.article_id, ()), news.get(r.article_id)),
    )
    yield from _versions(
        meeting,
        "town",
        told,
        meeting.city,
        lambda r: r.city,
        lambda r: (_place_words(r, texts, places.get(r.article_id, ())), ""),
    )
    for point, name in (("venue", "venue"), ("form", "format")):
        yield from _versions(
            meeting,
            point,
            told,
            getattr(meeting, name),
            lambda r, name=name: getattr(r, name),
            lambda r, name=name: (_printed(r, getattr(r, name), texts), ""),
        )


def _versions(meeting, point, told, kept, value_of, words_of) -> Iterable[Basis]:
    """One Basis per value told, the kept one first, the others by the number of articles that tell them."""
    groups: dict[object, list[MeetingReport]] = {}
    for report in told:
        if (value := value_of(report)) is not None and value != UNKNOWN_DAYS:
            groups.setdefault(value, []).append(report)
    if point == "day" and not groups:
        groups[UNKNOWN_DAYS] = list(told)
    if point == "day" and kept not in groups:
        yield _made(meeting, point, kept, True, told, [], LEFT)
    ranked = sorted(groups.items(), key=lambda item: (item[0] != kept, -len(item[1])))
    for value, reports in ranked:
        words, reasons = [], []
        for report in reports:
            passages, reason = words_of(report)
            words += passages
            reasons.append(reason)
        reason = "; ".join(dict.fromkeys(r for r in reasons if r))
        yield _made(meeting, point, value, value == kept, reports, words, reason)


def _made(meeting, point, value, kept, reports, words, reason) -> Basis:
    days = value if isinstance(value, DayRange) else UNKNOWN_DAYS
    return Basis(
        meeting_id=meeting.meeting_id,
        point=point,
        value="" if isinstance(value, DayRange) else str(value),
        earliest=days.earliest,
        latest=days.latest,
        kept=kept,
        articles=tuple(dict.fromkeys(r.article_id for r in reports)),
        reason=reason,
        words=tuple(dict.fromkeys(words)),
    )


def _inside(report: MeetingReport, start: int, end: int) -> bool:
    return any(low <= start and end <= high for low, high in report.passages)


def _day_words(
    report: MeetingReport, texts: Mapping[str, Article], times: Sequence[TimeExpression], news: DayRange | None
) -> tuple[list[Passage], str]:
    """The words that name the days of a report: those of exactly its days, else those whose days hold them.
    `news` are the days of the meeting its article is about."""
    days = days_of(report)
    if not days.is_bounded:
        return [], UNTOLD
    inside = [t for t in times if t.earliest and t.latest and t.type != "SET" and _inside(report, t.start, t.end)]
    exact = [t for t in inside if (t.earliest, t.latest) == (days.earliest, days.latest)]
    wider = [t for t in inside if t.earliest <= days.earliest and days.latest <= t.latest]
    named = exact or sorted(wider, key=lambda t: ((t.latest - t.earliest).days, t.start))[:1]
    if not named:
        return [], AS_THE_NEWS if days == news and not report.is_news else INFERRED
    article = texts[report.article_id]
    reasons = dict.fromkeys(ANCHORS.get(t.anchor, t.anchor) for t in named)
    return [article.passage(t.start, t.end) for t in named], "; ".join(reasons)


def _place_words(report: MeetingReport, texts: Mapping[str, Article], places: Sequence[PlaceMention]) -> list[Passage]:
    article = texts[report.article_id]
    found = [p for p in places if p.place == report.city]
    inside = [p for p in found if _inside(report, p.start, p.end)] or found[:1]
    return [article.passage(p.start, p.end) for p in inside]


def _printed(report: MeetingReport, value: str | None, texts: Mapping[str, Article]) -> list[Passage]:
    """Where a passage of a report prints a value word for word."""
    article = texts[report.article_id]
    found = []
    for low, high in report.passages:
        at = article.text.find(value, low, high) if value else -1
        if at >= 0:
            found.append(article.passage(at, at + len(value)))
    return found
