"""The setting: which meetings there were, how each is known, on what occasion and in whose presence."""

from __future__ import annotations

import re
from typing import Any

from summitry.records import Meeting
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings import find_setting
from summitry.tell.findings.facts import report_passages, told_meetings
from summitry.tell.findings.phrases import agree, open_sentence, say_meeting_day, say_on, say_outlet
from summitry.tell.narrative.section import of_finding
from summitry.tell.words import as_day, clip, is_missing, say_list, say_number

MOST_LISTED = 4  # meetings of one kind that are named
MOST_OCCASIONS = 3
MOST_PEOPLE = 4
WAYS = {"phone": "by telephone", "video": "by video link", "sidelines": "on the sidelines of a larger event"}


def tell_setting(study: Any) -> list[list[Sentence]]:
    """Two paragraphs: the series and what is mentioned besides; how each of its meetings is known. Of a single meeting
    the latter stands where it is named."""
    series, known = [of_finding(x) for x in find_setting(study)], [*_known(study), *_occasions(study), *_company(study)]
    if len(told_meetings(study)) == 1:
        return [[*series[:1], *known, *series[1:]]]
    return [series, known]


def _known(study: Any) -> list[Sentence]:
    """The told meetings by how they are known: only announced, announced and later confirmed, reported, called off."""
    kinds: dict[str, list[Meeting]] = {"ahead": [], "both": [], "held": [], "off": []}
    for meeting in told_meetings(study):
        kinds[_kind(study, meeting)].append(meeting)
    said = {
        "ahead": ("is known only from its announcement", "are known only from announcements"),
        "both": ("is announced and later confirmed", "are announced and later confirmed"),
        "held": ("is reported as held", "are reported as held"),
        "off": ("is reported as called off", "are reported as called off"),
    }
    lines = []
    for kind, meetings in kinds.items():
        if meetings:
            verb = agree(len(meetings), *said[kind])
            of = "" if lines else " of them"
            text = f"{open_sentence(say_number(len(meetings)) + of)} {verb}{_listed(study, meetings)}."
            if len(told_meetings(study)) == 1:
                house = _house(study, meetings[0])
                text = f"It {verb}{'; it was to be held' if house and kind == 'off' else ''}{house}."
            lines.append(Sentence(text=text, evidence=report_passages(study, [m.meeting_id for m in meetings])))
    return lines


def _kind(study: Any, meeting: Meeting) -> str:
    told = {r.status for r in study.records.reports if r.meeting_id == meeting.meeting_id}
    if "cancelled" in told or meeting.status == "cancelled":
        return "off"
    if "announced" in told:
        return "ahead" if told == {"announced"} else "both"
    return "held"


def _listed(study: Any, meetings: list[Meeting]) -> str:
    """ ": at the Kremlin in Moscow on 27 February 2019 (The Times of Israel)", as many as are named."""
    parts = [_where_and_when(study, m) for m in meetings[:MOST_LISTED]]
    rest = len(meetings) - len(parts)
    parts += [f"{say_number(rest)} more"] if rest else []
    return f": {say_list(parts) if not any(',' in p for p in parts) else '; '.join(parts)}" if parts else ""


def _house(study: Any, meeting: Meeting) -> str:
    venue = meeting.venue if meeting.venue not in (None, meeting.city) and not _tied(study, meeting) else None
    return f" at {say_venue(study, meeting)}" if venue else ""


def _where_and_when(study: Any, meeting: Meeting) -> str:
    parts = [_house(study, meeting).strip(), f"in {meeting.city}" if meeting.city else ""]
    parts += [WAYS.get(meeting.format, ""), say_on(meeting)]
    outlets = [a.publisher for a in study.records.articles if a.article_id in meeting.articles]
    named = list(dict.fromkeys(say_outlet(o) for o in outlets if not is_missing(o)))
    by = f" ({say_list(named)})" if 0 < len(named) <= MOST_OCCASIONS else ""
    return " ".join(filter(None, parts)) + by


def _tied(study: Any, meeting: Meeting) -> bool:
    """Whether the venue is told only together with the occasion: then it is not surely that of the talks."""
    if is_missing(meeting.occasion) or is_missing(meeting.venue):
        return False
    told = [p.text for p in report_passages(study, [meeting.meeting_id])]
    last = str(meeting.occasion).split()[-1]
    here = [text for text in told if meeting.venue in text]
    return any(last in text for text in here) and all(last in text for text in here)


def say_venue(study: Any, meeting: Meeting) -> str:
    """The venue with the article the sources give it: "the Kremlin"."""
    texts = [a.text for a in study.records.articles if a.article_id in meeting.articles]
    with_the = re.compile(rf"\bthe {re.escape(meeting.venue)}\b")
    return f"the {meeting.venue}" if any(with_the.search(text) for text in texts) else meeting.venue


def _occasions(study: Any) -> list[Sentence]:
    """What the articles say brought them together."""
    told = [m for m in told_meetings(study) if not is_missing(m.occasion)][:MOST_OCCASIONS]
    if not told:
        return []
    alone = len(told_meetings(study)) == 1
    said = []
    for meeting in told:
        words = clip(" ".join(meeting.occasion.split()), 80)
        place = f" at {say_venue(study, meeting)}" if _tied(study, meeting) else ""
        day = f" ({say_meeting_day(meeting)})" if as_day(meeting.earliest) and not alone else ""
        said.append(f"{words}{place}{day}")
    head = "The occasion named is" if len(said) == 1 or alone else "Occasions named are"
    text = f"{head} {say_list(said)}."
    return [Sentence(text=text, evidence=report_passages(study, [m.meeting_id for m in told]))]


def _company(study: Any) -> list[Sentence]:
    """Who else was in the room, as far as the articles name them."""
    rows: dict[str, list[str]] = {}
    for meeting in told_meetings(study):
        here = [r for r in study.records.reports if r.meeting_id == meeting.meeting_id]
        others = list(dict.fromkeys(n for r in here for n in r.attendees if n not in meeting.participants))
        if others:
            rows[meeting.meeting_id] = others
    lines = []
    for meeting in told_meetings(study):
        others = rows.get(meeting.meeting_id, [])[:MOST_PEOPLE]
        if others and len(lines) < MOST_OCCASIONS:
            day = "" if len(told_meetings(study)) == 1 else f" {say_on(meeting)}"
            text = f"In the room{day} {agree(len(others), 'was', 'were')} also {say_list(others)}."
            lines.append(Sentence(text=text, evidence=report_passages(study, [meeting.meeting_id])))
    return lines
