"""Sentences about one meeting: what is known of it, who told of it when, what was said at it."""

from __future__ import annotations

from typing import Any

from summitry.tell.counts import order_meetings, spoken
from summitry.tell.describe.meetings import say_occasion
from summitry.tell.describe.sentence import Sentence, gather, report_passages, row_passages
from summitry.tell.words import (
    as_day,
    capitalise,
    is_missing,
    label_articles,
    label_themes,
    merge_sources,
    say_count,
    say_days,
    say_list,
    split_names,
)

VERBS = {
    "announced": "were to meet, as announced,",
    "held": "met",
    "recalled": "met, as was recalled later,",
    "cancelled": "did not meet, though it had been planned,",
}


def title_meeting(meeting: Any) -> str:
    """The heading of a meeting's dossier: who, when and where."""
    people = say_list(split_names(meeting.participants))
    return f"{people}, {say_occasion(meeting)}"


def describe_meeting(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """Who met when and where, in whose words, and who else told of it."""
    people = say_list(split_names(meeting.participants))
    verb = VERBS.get(meeting.status, "met")
    call = {"phone": " by phone", "video": " by video", "sidelines": " on the sidelines of a larger event"}
    venue = "" if is_missing(meeting.venue) else f" ({meeting.venue})"
    head = f"{people} {verb}{call.get(meeting.format, '')} {say_occasion(meeting)}{venue}.".replace(",  ", ", ")
    occasion = None if is_missing(meeting.occasion) else Sentence(text=f"Occasion, as told: {meeting.occasion}.")
    return gather(Sentence(text=head, evidence=report_passages(study, meeting.meeting_id)), occasion)


def describe_telling(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """Which articles tell of a meeting, in order of publication, and what each says of it."""
    labels = label_articles(study.articles)
    rows = [part.rpartition(": ") for part in meeting.status_history.split("; ") if part]
    steps = [f"{status} in the article of {labels.get(article, article)}" for article, _, status in rows]
    span = say_days(meeting.earliest, meeting.latest)
    sure = as_day(meeting.earliest) is not None and as_day(meeting.earliest) == as_day(meeting.latest)
    when = "" if sure else f" The articles leave the day open: {span}."
    return gather(Sentence(text=capitalise(say_list(steps, last="and then")) + f".{when}") if steps else None)


def describe_words(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """What was said at or for a meeting, and which themes it is told with."""
    told = spoken(study)
    said = told[told.meeting_id == meeting.meeting_id]
    codes = study.codes[study.codes.meeting_id == meeting.meeting_id].drop_duplicates(
        ["article_id", "start", "end", "theme"]
    )
    labels = label_themes(study)
    speakers = list(dict.fromkeys(merge_sources(said.speaker).values()))
    first = None
    if len(said):
        who = (
            f", by {say_list(speakers)}"
            if 0 < len(speakers) <= 5
            else f", by {len(speakers)} sources"
            if speakers
            else ""
        )
        first = Sentence(
            text=f"{capitalise(say_count(len(said), 'statement belongs', 'statements belong'))} to it{who}."
        )
    second = None
    if len(codes):
        counts = codes.theme.value_counts()
        ranked = sorted(counts.index, key=lambda t: (-counts[t], t))[:3]
        rows = codes[codes.theme.isin(ranked)]
        text = f"It is told most with {say_list([f'{labels[t]} ({counts[t]})' for t in ranked])}."
        second = Sentence(text=text, evidence=row_passages(study, rows.itertuples()))
    return gather(first, second)


def describe_neighbours(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """The meetings of the same people before and after this one."""
    same = [m for m in order_meetings(study.meetings).itertuples() if m.participants == meeting.participants]
    place = [m.meeting_id for m in same].index(meeting.meeting_id)
    before = Sentence(text=f"Before it, the same people met {say_occasion(same[place - 1])}.") if place else None
    after = None
    if place + 1 < len(same) and as_day(same[place + 1].earliest):
        after = Sentence(text=f"After it, they met {say_occasion(same[place + 1])}.")
    return gather(before, after)
