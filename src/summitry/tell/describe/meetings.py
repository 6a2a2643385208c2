"""Sentences about the ledger: the meetings, their days and places, what articles claim about them."""

from __future__ import annotations

from typing import Any

from summitry.tell.counts import count_record, order_meetings
from summitry.tell.describe.sentence import Sentence, gather, report_passages, row_passages
from summitry.tell.figures.timeline import FORMATS, say_place
from summitry.tell.listing import list_discrepancies
from summitry.tell.words import (
    as_day,
    capitalise,
    family_names,
    has_people,
    say_count,
    say_day,
    say_days,
    say_list,
    say_reckoning,
)


def describe_meetings(study: Any) -> tuple[Sentence, ...]:
    """How many meetings, between which days, and the one most told about."""
    meetings = order_meetings(study.meetings)
    if meetings.empty:
        return (Sentence(text="No meeting between leaders was found in these articles."),)
    calls = int(meetings.format.isin(["phone", "video"]).sum())
    what = say_count(len(meetings), "meeting") if not calls else f"{len(meetings)} meetings and calls"
    shared = meetings[has_people(meetings, study.principals)]
    names = family_names(study.principals)
    pair = say_list([names[n] for n in study.principals])
    head = (
        f"The articles tell of {what}"
        + (
            f", {len(shared)} of them between {pair}"
            if pair and len(shared) < len(meetings)
            else f" between {pair}"
            if pair
            else ""
        )
        + "."
    )
    dated = [m for m in meetings.itertuples() if as_day(m.earliest) and as_day(m.latest)]
    span = None
    if len(dated) > 1:
        span = Sentence(
            text=f"The earliest took place {say_occasion(dated[0])}, the latest {say_occasion(dated[-1])}.",
            evidence=report_passages(study, dated[0].meeting_id)[:2] + report_passages(study, dated[-1].meeting_id)[:2],
        )
    most = max(meetings.itertuples(), key=lambda m: m.n_reports)
    told = None
    if most.n_reports > 1:
        told = Sentence(
            text=(
                f"The meeting {say_occasion(most)} is told of by "
                f"{say_count(int(most.n_reports), 'article')}, more than any other."
            ),
            evidence=report_passages(study, most.meeting_id),
        )
        if (meetings.n_reports == most.n_reports).sum() > 1:
            told = None
    return gather(Sentence(text=head), span, told)


def say_occasion(meeting: Any) -> str:
    """When and where, to follow a verb: "on 23 August 2017 in Sochi"."""
    first, last = as_day(meeting.earliest), as_day(meeting.latest)
    when = say_days(first, last, unknown="on a day not told")
    if first is None and last is None:
        pass
    elif first is None or last is None or first == last:
        when = f"on {when}"
    elif when[:1].isalpha() or when[:4].isdigit():
        when = f"in {when}"
    else:
        when = f"between {say_day(first)} and {say_day(last)}"
    place = say_place(meeting)
    return f"{when} in {place}" if place else when


def describe_days(study: Any) -> tuple[Sentence, ...]:
    """For how many meetings the day is certain, and how wide the others are."""
    meetings = study.meetings
    if meetings.empty:
        return ()
    exact = int((meetings.earliest.notna() & (meetings.earliest == meetings.latest)).sum())
    undated = int((meetings.earliest.isna() & meetings.latest.isna()).sum())
    between = len(meetings) - exact - undated
    parts = [f"The day is certain for {exact} of {say_count(len(meetings), 'meeting')}"]
    if between:
        parts.append(f"{between} {'is' if between == 1 else 'are'} known as an interval only")
    if undated:
        parts.append(f"for {undated} the articles give no time at all")
    return gather(Sentence(text="; ".join(parts) + "."))


def describe_places(study: Any) -> tuple[Sentence, ...]:
    """Where they met most often, and on whose ground."""
    placed = study.meetings[study.meetings.city != ""]
    if placed.empty:
        return ()
    counts = placed.city.value_counts()
    top = sorted(city for city in counts.index if counts[city] == counts.max())
    text = (
        f"{say_list(top)} {'is' if len(top) == 1 else 'are'} named most often: "
        f"{say_count(int(counts.max()), 'meeting')}{' each' if len(top) > 1 else ''} of "
        f"{len(placed)} whose city is told."
    )
    calls = study.meetings[study.meetings.format.isin(["phone", "video", "sidelines"])]
    other = {name: int((calls.format == key).sum()) for key, name in FORMATS.items()}
    apart = [f"{say_count(n, 'took place', 'took place')} {name}" for name, n in other.items() if n]
    return gather(Sentence(text=text), Sentence(text=capitalise(say_list(apart)) + ".") if apart else None)


def describe_histories(study: Any) -> tuple[Sentence, ...]:
    """Meetings whose status changed from article to article."""
    several = study.meetings[study.meetings.n_reports > 1]
    if several.empty:
        text = "No meeting is told of by more than one article, so that no status can be followed from one to the next."
        return (Sentence(text=text),) if len(study.meetings) else ()
    parts = []
    for meeting in order_meetings(several).head(6).itertuples():
        steps = [part.rpartition(": ")[2] for part in meeting.status_history.split("; ")]
        if len(set(steps)) > 1:
            parts.append(
                Sentence(
                    text=f"The meeting {say_occasion(meeting)} is {say_list(steps, last='and then')}.",
                    evidence=report_passages(study, meeting.meeting_id),
                )
            )
    return tuple(parts)


def describe_claims(study: Any) -> tuple[Sentence, ...]:
    """Claims about the series of meetings that can be checked: one sentence per claim and yardstick, counts first."""
    told = study.claims[study.claims.verdict != "cannot be told"]
    told = told.sort_values("kind", key=lambda c: c != "count", kind="stable")
    sentences = []
    for row in told.itertuples():
        article = study.article(row.article_id)
        title = article.title or article.file
        outside = " (outside knowledge)" if row.against == "public record" else ""
        reckoning = say_reckoning(row.arithmetic, study.meetings).split("; by start")[0].rstrip(". ")
        text = f"“{row.text}” (“{title}”): {row.verdict} by the {row.against}{outside}"
        sentences.append(
            Sentence(text=f"{text}, {reckoning}." if reckoning else f"{text}.", evidence=row_passages(study, [row]))
        )
    return tuple(sentences)


def describe_discrepancies(study: Any) -> tuple[Sentence, ...]:
    """On how many points the articles differ, and the gravest of them."""
    found = study.discrepancies
    if found.empty:
        return (Sentence(text="On no point checked do these articles differ."),) if len(study.meetings) else ()
    left = int((found.kind == "open").sum())
    differing = len(found) - left
    head = grave = apart = None
    if differing:
        first = list_discrepancies(study).iloc[0]
        known = f"; {first.Note}" if first.Note else ""
        head = Sentence(
            text=f"The articles differ, with each other or with what is known, on {say_count(differing, 'point')}."
        )
        text = f"The gravest ({first.Point.lower()}): {first.About}: {first.Version}{known}."
        grave = Sentence(text=text, evidence=first.Words)
    if left:
        stands = "stands" if left == 1 else "stand"
        apart = Sentence(
            text=f"{capitalise(say_count(left, 'telling'))} could be of more than one meeting and {stands} apart."
        )
    return gather(head, grave, apart)


def describe_record(study: Any) -> tuple[Sentence, ...]:
    """How many meetings of the public record the articles tell of (outside knowledge)."""
    record = count_record(study)
    if record.empty:
        return ()
    told = int(record["Told here"].sum())
    names = family_names(study.principals)
    pair = say_list([names[n] for n in study.principals])
    return (
        Sentence(
            text=(
                f"The public record (outside knowledge) has {say_count(len(record), 'meeting')} of {pair} "
                f"between the first and the last of the ledger; these articles tell of {told}."
            )
        ),
    )
