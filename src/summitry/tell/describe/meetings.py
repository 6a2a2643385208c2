"""Sentences about the ledger: the meetings, their days and places, what articles claim about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from summitry.tell.counts import order_meetings
from summitry.tell.dating_words import say_reckoning
from summitry.tell.describe.sentence import Sentence, gather, report_passages, row_passages
from summitry.tell.meeting_listing import covered, list_discrepancies, reports_in_order, say_written, versions_of
from summitry.tell.words import (
    as_day,
    capitalise,
    family_names,
    has_people,
    label_articles,
    say_count,
    say_day,
    say_days,
    say_list,
    say_number,
    say_place,
)

CALLS = ("phone", "video")
MOST = 3  # meetings named in one sentence; more are counted


def describe_meetings(study: Any) -> tuple[Sentence, ...]:
    """How many meetings, which is the first and which the last in time, and the one most told about."""
    meetings = order_meetings(study.meetings)
    if meetings.empty:
        return (Sentence(text="No meeting between leaders was found in these articles."),)
    shared = int(has_people(meetings, study.principals).sum())
    pair = _say_pair(study)
    whose = f", {say_number(shared)} of them of {pair}" if shared < len(meetings) else f" of {pair}"
    head = f"The articles tell of {_say_kinds(meetings)}{whose if pair else ''}."
    dated = [m for m in meetings.itertuples() if as_day(m.earliest) and as_day(m.latest)]
    span = None
    if len(dated) > 1:
        ends = dated[0], dated[-1]
        span = Sentence(
            text=f"The first in time is {_named(ends[0])}, the last {_named(ends[1])}.",
            evidence=tuple(p for m in ends for p in report_passages(study, m.meeting_id)[:2]),
        )
    return gather(Sentence(text=head), span, _most_told(study, meetings))


def _say_kinds(meetings: Any) -> str:
    """ "13 meetings and three calls"."""
    calls = int(meetings.format.isin(CALLS).sum())
    met = len(meetings) - calls
    parts = [say_count(met, "meeting")] if met else []
    return say_list([*parts, say_count(calls, "call")] if calls else parts)


def _say_pair(study: Any) -> str:
    names = family_names(study.principals)
    return say_list([names[n] for n in study.principals])


def _most_told(study: Any, meetings: Any) -> Sentence | None:
    most = max(meetings.itertuples(), key=lambda m: m.n_reports)
    if most.n_reports < 2 or (meetings.n_reports == most.n_reports).sum() > 1:
        return None
    text = f"{capitalise(_named(most))} is told of by {say_count(int(most.n_reports), 'article')}, more than any other."
    return Sentence(text=text, evidence=report_passages(study, most.meeting_id))


def say_of(meeting: Any, *, form: bool = True) -> str:
    """A meeting by its day and place, to follow a noun: "of 23 August 2017 in Sochi", "without a day in Jerusalem".

    form: whether a call is said to be one; not needed after "call"."""
    first, last = as_day(meeting.earliest), as_day(meeting.latest)
    when = f"of {say_days(first, last)}" if first or last else "without a day"
    call = {"phone": "by phone", "video": "by video"}.get(meeting.format, "") if form else ""
    place = call or (f"in {say_place(meeting)}" if say_place(meeting) else "")
    return f"{when} {place}".strip()


def _named(meeting: Any) -> str:
    return f"the {kind_of(meeting)} {say_of(meeting, form=False)}"


def say_when(meeting: Any) -> str:
    """When, to follow a verb: "on 23 August 2017", "in July 2018", "between 14 and 28 March 2016"."""
    first, last = as_day(meeting.earliest), as_day(meeting.latest)
    when = say_days(first, last, unknown="on a day not told")
    if first is None and last is None:
        return when
    if first is None or last is None or first == last:
        return f"on {when}"
    if when[:1].isalpha() or when[:4].isdigit():
        return f"in {when}"
    same = (first.year, first.month) == (last.year, last.month)
    return f"between {first.day if same else say_day(first)} and {say_day(last)}"


def say_occasion(meeting: Any) -> str:
    """When and where, to follow a verb: "on 23 August 2017 in Sochi", "in Jerusalem on a day not told"."""
    place = f"in {say_place(meeting)}" if say_place(meeting) else ""
    when = say_when(meeting)
    parts = (place, when) if as_day(meeting.earliest) is None and as_day(meeting.latest) is None else (when, place)
    return " ".join(part for part in parts if part)


def describe_days(study: Any) -> tuple[Sentence, ...]:
    """For how many meetings the day is certain, and what is known of the others."""
    meetings = study.meetings
    if meetings.empty:
        return ()
    exact = int((meetings.earliest.notna() & (meetings.earliest == meetings.latest)).sum())
    undated = int((meetings.earliest.isna() & meetings.latest.isna()).sum())
    between = len(meetings) - exact - undated
    parts = [f"the day is certain for {say_number(exact) if exact else 'none'} of {say_number(len(meetings))}"]
    if between:
        stands = "is known" if between == 1 else "are known"
        parts.append(f"{say_number(between)} {stands} only by a longer stretch of days, such as a month")
    if undated:
        parts.append(f"of {say_number(undated)} no article tells the day")
    return gather(Sentence(text=capitalise("; ".join(parts)) + "."), _differing(study))


def _differing(study: Any) -> Sentence | None:
    """For how many meetings the articles give more than one version; days told more loosely are none."""
    others = study.basis[~study.basis.kept & (study.basis.point != "day")]
    if others.empty:
        return None
    meetings = others.meeting_id.nunique()
    points = {"town": "the town", "venue": "the venue", "form": "the kind of meeting"}
    about = say_list([points[p] for p in points if p in set(others.point)], last="or")
    return Sentence(text=f"Of {say_count(meetings, 'meeting')} the articles give {about} in more than one version.")


def describe_places(study: Any) -> tuple[Sentence, ...]:
    """Where they met most often, and which were calls or talks on the sidelines."""
    placed = study.meetings[study.meetings.city != ""]
    if placed.empty:
        return ()
    counts = placed.city.value_counts()
    top = sorted(city for city in counts.index if counts[city] == counts.max())
    text = f"In none of the {say_number(len(placed))} towns told did they meet twice."
    if counts.max() > 1 or len(placed) == 1:
        each = " each" if len(top) > 1 else ""
        text = (
            f"{say_list(top)} {'is' if len(top) == 1 else 'are'} named most often: "
            f"{say_count(int(counts.max()), 'meeting')}{each} of the {say_number(len(placed))} whose town is told."
        )
    calls = int(study.meetings.format.isin(CALLS).sum())
    aside = int((study.meetings.format == "sidelines").sum())
    parts = [say_count(calls, "is a call", "are calls")] if calls else []
    parts += [say_count(aside, "a talk", "talks") + " on the sidelines of a larger event"] if aside else []
    if aside and not calls:
        parts = [f"{say_number(aside)} {'is a talk' if aside == 1 else 'are talks'} on the sidelines of a larger event"]
    return gather(Sentence(text=text), Sentence(text=capitalise(say_list(parts)) + ".") if parts else None)


def describe_histories(study: Any) -> tuple[Sentence, ...]:
    """How the status of a meeting goes on from article to article, and which were left announced."""
    if study.meetings.empty:
        return ()
    told = reports_in_order(study)
    several = order_meetings(study.meetings[study.meetings.n_reports > 1])
    parts = []
    for meeting in several.head(6).itertuples():
        steps = say_steps(study, told[meeting.meeting_id])
        text = f"The {kind_of(meeting)} {say_of(meeting, form=False)} is {say_list(steps)}."
        parts.append(Sentence(text=text, evidence=report_passages(study, meeting.meeting_id)))
    return gather(*parts, _left_announced(study))


def kind_of(meeting: Any) -> str:
    """ "meeting", "call" or "video call"."""
    return {"phone": "call", "video": "video call"}.get(meeting.format, "meeting")


def say_steps(study: Any, reports: Sequence[dict[str, Any]]) -> list[str]:
    """What articles say of a meeting one after the other: "announced by an article of 20 August 2017"."""
    runs: list[tuple[str, list[str]]] = []
    for report in reports:
        if not runs or runs[-1][0] != report["status"]:
            runs.append((report["status"], []))
        runs[-1][1].append(say_written(study, report["article_id"]))
    verbs = {"held": "reported as held", "cancelled": "called off"}
    steps = []
    for status, days in runs:
        known = [d for d in dict.fromkeys(days) if d != "not known"]
        when = f" of {known[0]}" if len(days) == 1 and known else ""
        if len(days) > 1 and len(known) == 1:
            when = f", {'both' if len(days) == 2 else 'all'} of {known[0]}"
        one = "one" if steps else "an article"
        who = f"{one}{when}" if len(days) == 1 else f"{say_count(len(days), 'article')}{when}"
        steps.append(f"{verbs.get(status, status)} by {who}")
    return steps


def _left_announced(study: Any) -> Sentence | None:
    """The meetings that were announced and of which no article tells whether they took place."""
    left = order_meetings(study.meetings[study.meetings.status == "announced"])
    if left.empty:
        return None
    evidence = tuple(p for m in left.itertuples() for p in report_passages(study, m.meeting_id)[:1])
    named = [say_of(m) for m in left.itertuples()]
    if len(left) == 1:
        return Sentence(text=f"Whether that {named[0]} took place, no article tells.", evidence=evidence)
    text = f"Of {say_number(len(left))} that were announced no article tells whether they took place"
    named = [f"one {words}" if words.startswith("without") else f"that {words}" for words in named]
    text = f"{text}: {say_list(named)}." if len(left) <= MOST else f"{text}."
    return Sentence(text=text, evidence=evidence)


def describe_claims(study: Any) -> tuple[Sentence, ...]:
    """How many claims about the series of meetings hold, and each that is contradicted, with the reckoning."""
    claims = study.claims
    if claims.empty:
        return ()
    count = len(claims.drop_duplicates(["article_id", "start", "kind"]))
    parts = [_say_verdicts(claims[claims.against == against], name) for against, name in YARDSTICKS.items()]
    makes = "make one claim" if count == 1 else f"make {say_number(count)} claims"
    text = f"The articles {makes} about the series of meetings: {'; '.join(p for p in parts if p)}."
    sentences = [
        Sentence(text=text, evidence=row_passages(study, claims.drop_duplicates(["article_id", "start"]).itertuples()))
    ]
    labels = label_articles(study.articles)
    for row in claims[claims.verdict == "contradicted"].itertuples():
        outside = " (outside knowledge)" if row.against == "public record" else ""
        text = f"“{row.text}” ({labels[row.article_id]}) is contradicted by the {row.against}{outside}"
        text += say_contradiction(row.arithmetic, study.meetings)
        sentences.append(Sentence(text=text, evidence=row_passages(study, [row])))
    return tuple(sentences)


def say_contradiction(arithmetic: str, meetings: Any) -> str:
    """The reckoning as the end of a sentence: a count as what there is, what is claimed and from where it fits."""
    reckoning = say_reckoning(arithmetic, meetings).split("; by start month")[0].rstrip(". ")
    plain = re.sub(r" \((?:[^()]|\([^()]*\))*\)", "", reckoning)
    counted = re.fullmatch(
        r"(?P<span>(?:from .+? )?to [^:]+): (?P<n>\d+), claimed (?P<m>\d+)(?:; (?P<rest>.+))?", plain
    )
    if not counted:
        return f": {reckoning}."
    rest = re.sub(r"\b(\d+)\b(?! [A-Z]| \d|,)", lambda m: say_number(int(m[1])), counted["rest"] or "", count=1)
    return f": it has {say_number(int(counted['n']))} {counted['span']}{f'; {rest}' if rest else ''}."


YARDSTICKS = {"ledger": "the ledger", "public record": "the public record (outside knowledge)"}


def _say_verdicts(claims: Any, name: str) -> str:
    """ "the ledger supports one and leaves five open"."""
    verbs = {"supported": "supports", "contradicted": "contradicts", "cannot be told": "leaves"}
    counts = Counter(claims.verdict)
    parts = [
        f"{verb} {say_number(counts[key])}{' open' if verb == 'leaves' else ''}"
        for key, verb in verbs.items()
        if counts[key]
    ]
    return f"{name} {say_list(parts)}" if parts else ""


def describe_discrepancies(study: Any) -> tuple[Sentence, ...]:
    """On how many points the articles differ, the gravest of them, and what was left open."""
    found = study.discrepancies
    if found.empty:
        return (Sentence(text="On no point checked do these articles differ."),) if len(study.meetings) else ()
    left = int((found.kind == "open").sum())
    differing = len(found) - left
    head = grave = apart = None
    if differing:
        text = f"The articles differ, with each other or with what is known, on {say_count(differing, 'point')}."
        head, grave = Sentence(text=text), _gravest(study)
    if left:
        text = f"{capitalise(say_count(left, 'meeting'))} may be the same as another of the ledger and"
        apart = Sentence(text=f"{text} {'stands' if left == 1 else 'stand'} apart, because nothing decides.")
    return gather(head, grave, apart)


OVER = {
    "day": "the day", "place": "the town", "venue": "the venue", "format": "the kind of meeting", "count": "a count",
    "initiative": "the initiator", "event": "the occasion", "name": "a name",
}  # fmt: skip


def _gravest(study: Any) -> Sentence:
    """The discrepancy of most weight, in words."""
    row, first = study.discrepancies.iloc[0], list_discrepancies(study).iloc[0]
    words = tuple(p for passages in versions_of(study, row).values() for p in passages)
    if row.kind == "count":
        text = (
            f"The gravest is a count: “{row.about}”" if row.note else f"The gravest is a count of meetings {row.about}"
        )
        return Sentence(text=f"{text}.", evidence=words)
    meeting = next((m for m in study.meetings.itertuples() if m.meeting_id == row.about), None)
    about = f" of the {kind_of(meeting)} {say_of(meeting, form=False)}" if meeting is not None else ""
    told = say_list([v.words for v in first["Told as"]], last="but")
    known = f"; {first.Note[:1].lower()}{first.Note[1:]}" if first.Note else ""
    return Sentence(text=f"The gravest is over {OVER[row.kind]}{about}: {told}{known}.", evidence=words)


def describe_record(study: Any) -> tuple[Sentence, ...]:
    """What of the public record the articles document, recall and miss (outside knowledge), and what it lacks."""
    record = covered(study)
    record = record[record.format != "cancelled"]
    if record.empty:
        return ()
    calls = record.format.isin(CALLS)
    parts = [(record[~calls], "meeting"), (record[calls], "call")]
    listed = say_list([say_count(len(rows), noun) for rows, noun in parts if len(rows)])
    head = (
        f"Up to the last article, the public record (outside knowledge) has {listed} of {_say_pair(study)}. "
        + " ".join(_say_covered(rows, noun) for rows, noun in parts if len(rows))
    )
    return gather(Sentence(text=head), _off_record(study))


def _say_covered(rows: Any, noun: str) -> str:
    """ "Of the 11 meetings these articles document five, only recall three and miss three."."""
    counts = Counter(rows.coverage)
    if len(counts) == 1:
        verb = {"documented": "document", "recalled": "recall", "missing": "miss"}[next(iter(counts))]
        return f"Of the {noun}s these articles {verb} all." if len(rows) > 1 else f"The one {noun} they {verb}."
    verbs = {"documented": "document", "recalled": "only recall", "missing": "miss"}
    told = say_list([f"{verb} {say_number(counts[key])}" for key, verb in verbs.items() if counts[key]])
    return f"Of the {noun}s these articles {told}."


def _off_record(study: Any) -> Sentence | None:
    """The ledger's meetings of the principals that the record cannot speak to."""
    rows = covered(study, recorded=False)
    if rows.empty:
        return None
    why = {
        "outside the record": "lies outside the days it covers|lie outside the days it covers",
        "not on record": "is not on it|are not on it",
        "cannot be told": "cannot be matched with it|cannot be matched with it",
    }
    counts = Counter(rows.coverage)
    parts = [
        f"{say_number(counts[key])} {verb.split('|')[counts[key] > 1]}" for key, verb in why.items() if counts[key]
    ]
    return Sentence(text=f"Of the ledger’s own meetings of the two, {say_list(parts)}.")
