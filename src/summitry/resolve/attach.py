"""Which meeting a statement or a coded sentence belongs to.

A statement belongs to a meeting of its own article that its speaker took part in: the one whose other participant
it was addressed to; else the one told of in the same line; else the one the article is about. What nobody of the
participants said belongs to the meeting told of in the same line, else to the one the article is about. Where two
meetings fit equally well it belongs to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from summitry.records import Article, MeetingReport, Stance, Statement, ThemeCode

# An occasion that is the meeting itself, not the day before or the talk after it.
AT_A_MEETING = re.compile(
    r"(?:at|in|during)\b.{0,40}\b(?:meeting|talks|summit|call|conversation|encounter|lunch|dinner)\b", re.I
)


def attach_statements(
    article: Article, statements: Iterable[Statement], reports: Sequence[MeetingReport]
) -> tuple[Statement, ...]:
    """Fill `meeting_id` of an article's statements from its reports (which carry theirs from the ledger), and the days
    of words that were said at the meeting and have no day of their own."""
    attached = [replace(s, meeting_id=_statement_meeting(article, s, reports)) for s in statements]
    return tuple(_on_the_day(s, reports) for s in attached)


def _on_the_day(statement: Statement, reports: Sequence[MeetingReport]) -> Statement:
    """The statement with the days of its meeting, if it was said there: to another participant, or on an occasion that
    is the meeting ("at the start of the talks"). A day of its own, or a meeting still to come, is left alone."""
    report = next((r for r in reports if r.meeting_id == statement.meeting_id), None)
    if report is None or statement.earliest is not None or report.status not in ("held", "recalled"):
        return statement
    if report.earliest is None or report.latest is None or statement.speaker not in report.participants:
        return statement
    said_there = statement.addressee in report.participants or AT_A_MEETING.search(statement.occasion or "")
    last = min(report.latest, statement.latest) if statement.latest is not None else report.latest
    return (
        replace(statement, earliest=report.earliest, latest=last)
        if said_there and report.earliest <= last
        else statement
    )


def _statement_meeting(article: Article, statement: Statement, reports: Sequence[MeetingReport]) -> str | None:
    start, end = statement.contents[0][0], statement.contents[-1][1]
    present = [r for r in reports if statement.speaker in r.participants]
    together = [r for r in present if statement.addressee in r.participants]
    for candidates in (together, present):
        chosen = _nearest(article, start, end, candidates)
        if chosen:
            return chosen.meeting_id
    if present or statement.speaker is None:
        return None
    told_here = _told_in_line(article, start, end, reports)
    told_here = [r for r in told_here if not r.is_news] or told_here  # a line that tells of another meeting is on that
    chosen = told_here or [r for r in reports if r.is_news]
    return chosen[0].meeting_id if len(chosen) == 1 else None


def _nearest(article: Article, start: int, end: int, reports: Sequence[MeetingReport]) -> MeetingReport | None:
    for candidates in (_told_in_line(article, start, end, reports), [r for r in reports if r.is_news]):
        if len(candidates) == 1:
            return candidates[0]
    return reports[0] if len(reports) == 1 else None


def _told_in_line(article: Article, start: int, end: int, reports: Sequence[MeetingReport]) -> list[MeetingReport]:
    """The reports that have a passage in the line or lines of [start, end)."""
    first = article.text.rfind("\n", 0, start) + 1
    last = article.text.find("\n", end)
    last = len(article.text) if last < 0 else last
    return [r for r in reports if any(first <= s < last for s, _ in r.passages)]


def attach_codes(
    article: Article, codes: Iterable[ThemeCode], reports: Sequence[MeetingReport], statements: Sequence[Statement]
) -> tuple[ThemeCode, ...]:
    """Fill `meeting_id` of an article's codes: the statement's meeting, else the one told of in the same sentence,
    else another one told of before in the same line, else the one the article is about."""
    news = [r for r in reports if r.is_news]
    attached = []
    for code in codes:
        spoken = {
            s.meeting_id
            for s in statements
            if s.speaker == code.speaker and any(a < code.end and code.start < b for a, b in s.contents)
        } - {None}
        here = [r for r in reports if any(s < code.end and code.start < e for s, e in r.passages)]
        chosen = sorted(spoken) if code.speaker else []
        chosen = chosen or [r.meeting_id for r in here] or _told_before(article, code, reports)
        chosen = chosen or [r.meeting_id for r in news]
        attached.append(replace(code, meeting_id=chosen[0] if len(chosen) == 1 else None))
    return tuple(attached)


def attach_stances(
    article: Article, stances: Iterable[Stance], reports: Sequence[MeetingReport], statements: Sequence[Statement]
) -> tuple[Stance, ...]:
    """Fill `meeting_id` of an article's stances: their statement's meeting; of those told in no statement the meeting
    told of in the same clause, else another one told of before in the same line, else the one the article is about."""
    news = [r.meeting_id for r in reports if r.is_news]
    said = {s.statement_id: s.meeting_id for s in statements}
    attached = []
    for stance in stances:
        here = [r.meeting_id for r in reports if any(s < stance.end and stance.start < e for s, e in r.passages)]
        chosen = here or _told_before(article, stance, reports) or news
        told = chosen[0] if len(chosen) == 1 else None
        attached.append(replace(stance, meeting_id=said.get(stance.statement_id) if stance.statement_id else told))
    return tuple(attached)


def _told_before(article: Article, code: ThemeCode | Stance, reports: Sequence[MeetingReport]) -> list[str | None]:
    """The meetings, not the news of the article, that the line of a code tells of before it."""
    first = article.text.rfind("\n", 0, code.start) + 1
    return [r.meeting_id for r in reports if not r.is_news and any(first <= s < code.start for s, _ in r.passages)]
