"""Who met how often, when and where: the meetings the articles are about, and those they only mention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from summitry.records import DayRange, Finding, Meeting
from summitry.tell.findings.facts import (
    core_meetings,
    finding,
    news_of_articles,
    report_passages,
    say_who,
    short_names,
    told_meetings,
)
from summitry.tell.findings.phrases import agree, all_of, of_day, open_sentence, say_meeting_day, say_on
from summitry.tell.words import as_day, say_count, say_list, say_number

CALLS = ("phone", "video")
MOST_DAYS = 4  # more days than these are not listed


def find_setting(study: Any) -> tuple[Finding, ...]:
    """Who met how often, when, where; which other encounters and calls the articles mention, and how well dated."""
    told = told_meetings(study)
    if not told:
        return ()
    findings = [finding("setting/told", _say_told(study, told), 1.0, _evidence(study, told))]
    news = set(news_of_articles(study).values())
    rest = [m for m in core_meetings(study) if m.meeting_id not in news]
    met, calls = [m for m in rest if m.format not in CALLS], [m for m in rest if m.format in CALLS]
    tell = agree(len(news_of_articles(study)), "the article also mentions", "the articles also mention")
    who = say_list([short_names(study).get(n, n) for n in study.principals])
    between = " of the two" if len(study.principals) == 2 else f" of {who}" if who else ""
    if met:
        turns = _say_turns(met) if len(met) > 1 else _say_turns(met).replace("one ", "it ", 1)
        more = [*filter(None, (turns, _say_company(study, met, told)))]
        notes = "; ".join([_after(met), *more])
        text = f"In passing {tell} {say_count(len(met), 'other encounter')}{between}{notes}."
        findings.append(finding("setting/besides", text, 1.0, _evidence(study, met)))
    if calls:
        head = f"In passing {tell} {say_count(len(calls), 'call')}{between}"
        if met:
            head = f"{agree(len(calls), 'There is a call', f'There are {say_number(len(calls))} calls')} besides"
        findings.append(finding("setting/calls", f"{head}{_after(calls)}.", 1.0, _evidence(study, calls)))
    return tuple(findings)


def _after(meetings: Sequence[Meeting]) -> str:
    """The days of some meetings, as they follow their number: ", on 23 August 2017", ": two dated to the day, ..."."""
    if len(meetings) > 1:
        return f": {_say_dated(meetings)}"
    (meeting,) = meetings
    return f", {say_on(meeting)}" if as_day(meeting.earliest) and as_day(meeting.latest) else ", without any date"


def _evidence(study: Any, meetings: Sequence[Meeting]) -> tuple:
    return report_passages(study, [m.meeting_id for m in meetings])


def _say_told(study: Any, told: list[Meeting]) -> str:
    who = say_list(study.principals) if study.principals else say_who(study)
    articles = news_of_articles(study)
    whole = len(study.records.articles)
    head = open_sentence(say_count(whole, "article"))
    if len(articles) < whole:
        head = f"Of {say_count(whole, 'article')}, {say_number(len(articles))}"
    head = f"{head} {agree(len(articles), 'is', 'are')} about {say_count(len(told), 'meeting')} of {who}"
    cities = _say_cities(told)
    if len(told) == 1:
        return f"{head}, {say_on(told[0])}{cities}."
    if len(told) == 2:
        return f"{head}, {say_on(told[0])} and {say_on(told[1])}{cities}."
    dated = [m for m in told if as_day(m.earliest) or as_day(m.latest)]
    span = f": the first {say_on(dated[0])}, the last {say_on(dated[-1])}" if len(dated) > 1 else ""
    lost = f"; {say_number(len(told) - len(dated))} of them without a day" if 1 < len(dated) < len(told) else ""
    return f"{head}{span}{cities}{lost}."


def _say_cities(told: list[Meeting]) -> str:
    cities: dict[str, int] = {}
    for meeting in told:
        if meeting.city:
            cities[meeting.city] = cities.get(meeting.city, 0) + 1
    if len(told) == 1 or sum(cities.values()) < len(told):
        return f", in {say_list(sorted(cities))}" if len(cities) == 1 and len(told) == 1 else ""
    if len(cities) == 1:
        return f", all in {next(iter(cities))}" if len(told) > 2 else f", both in {next(iter(cities))}"
    ranked = sorted(cities.items(), key=lambda item: (-item[1], item[0]))
    return "; " + say_list([f"{say_number(n)} in {city}" for city, n in ranked])


def _say_dated(meetings: Sequence[Meeting]) -> str:
    """How many of some meetings are dated to the day, how many more roughly, and how many not at all."""
    exact = [m for m in meetings if as_day(m.earliest) and as_day(m.earliest) == as_day(m.latest)]
    lost = [m for m in meetings if not as_day(m.earliest) and not as_day(m.latest)]
    rough = [m for m in meetings if m not in exact and m not in lost]
    parts = []
    if exact:
        parts.append(f"{say_number(len(exact))} dated to the day{_days(exact)}")
    if rough:
        parts.append(f"{say_number(len(rough))} only roughly{_days(rough)}")
    if lost and not parts:
        return "neither of them dated" if len(lost) == 2 else "none of them dated"
    if lost:
        parts.append(f"{say_number(len(lost))} not at all")
    if len(parts) == 1:  # all of one kind: their number has been told
        return f"{all_of(len(meetings))} {'' if exact else 'dated '}{parts[0].split(' ', 1)[1]}"
    text = say_list(parts)
    return text if exact or not rough else text.replace("only roughly", "dated only roughly", 1)


def _days(meetings: Sequence[Meeting]) -> str:
    return f" ({say_list([say_meeting_day(m) for m in meetings])})" if len(meetings) <= MOST_DAYS else ""


def _say_turns(meetings: Sequence[Meeting]) -> str:
    """Which of them did not take place, or not yet."""
    ahead, off = (sum(m.status == status for m in meetings) for status in ("announced", "cancelled"))
    parts = [f"{say_number(ahead)} still lay ahead"] if ahead else []
    parts += [f"{say_number(off)} {agree(off, 'was', 'were')} called off"] if off else []
    return say_list(parts)


def _say_company(study: Any, meetings: Sequence[Meeting], told: Sequence[Meeting]) -> str:
    """Of an encounter with somebody else beside the principals: who, and whether it may belong to a told meeting."""
    shared = [m for m in meetings if set(m.participants) - set(study.principals)] if study.principals else []
    if not shared:
        return ""
    if len(shared) > 1:
        return f"{say_number(len(shared))} were in the company of others"
    meeting = shared[0]
    others = say_list([n for n in meeting.participants if n not in study.principals][:2])
    days = DayRange(earliest=as_day(meeting.earliest), latest=as_day(meeting.latest))
    spans = [(m, as_day(m.earliest), as_day(m.latest)) for m in told]
    home = [m for m, first, last in spans if days.is_bounded and first and last and first in days and last in days]
    tail = f", may belong to the meeting of {say_meeting_day(home[0])}" if home else ""
    near = [m for m in told if set(meeting.articles) <= set(m.articles) and as_day(m.earliest) and as_day(m.latest)]
    if not days.earliest and not days.latest and len(near) == 1:
        tail = f", is told in an article on the meeting {of_day(near[0])}"
    if len(meetings) == 1:
        return f"in the company of {others}"
    return f"one, in the company of {others}{tail}" if tail else f"one was in the company of {others}"
