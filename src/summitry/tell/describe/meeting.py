"""Sentences about one meeting: what is known of it, who announced and told it, what was said, what is uncertain."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from summitry.tell.counts import order_meetings, spoken
from summitry.tell.describe.meetings import CALLS, kind_of, say_occasion, say_of, say_steps, say_when
from summitry.tell.describe.sentence import Sentence, gather, report_passages, row_passages
from summitry.tell.findings.phrases import all_of, open_sentence, theme_verb
from summitry.tell.meeting_listing import list_discrepancies, reports_in_order, say_written, versions_of
from summitry.tell.words import (
    as_day,
    capitalise,
    group_by_count,
    is_missing,
    merge_sources,
    say_count,
    say_days,
    say_list,
    say_number,
    say_place,
    split_names,
)

MOST_THEMES = 3
LEAST_FOR_MOST = 4  # of fewer coded sentences no theme is told most


def title_meeting(meeting: Any) -> str:
    """The heading of a meeting's dossier: who, where and when."""
    form = {"phone": "by phone", "video": "by video"}.get(meeting.format, "")
    when = say_days(meeting.earliest, meeting.latest, unknown="day not told")
    return ", ".join(
        part for part in (say_list(split_names(meeting.participants)), form or say_place(meeting), when) if part
    )


def describe_meeting(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """Who met when and where, or was to, and in how many articles' words."""
    people, count = say_list(split_names(meeting.participants)), int(meeting.n_reports)
    venue = "" if is_missing(meeting.venue) else f" ({meeting.venue})"
    how = {"phone": " by phone", "video": " by video", "sidelines": " on the sidelines of a larger event"}
    form, place = how.get(meeting.format, ""), f"{say_occasion(meeting)}{venue}"
    call = meeting.format in CALLS
    if meeting.status == "announced":
        by = say_count(count, "article announces", "articles announce")
        text = f"{people} were to {'speak' if call else 'meet'}{form} {place}, as {by}."
    elif meeting.status == "cancelled":
        text = f"{people} were to {'speak' if call else 'meet'}{form} {place}, and it was called off."
    else:
        text = f"{people} {'spoke' if call else 'met'}{form} {place}."
    return gather(Sentence(text=text, evidence=report_passages(study, meeting.meeting_id)), _gist(study, meeting))


def _gist(study: Any, meeting: Any) -> Sentence | None:
    """What a meeting is told with most and how much each side is reported to say, in one sentence."""
    codes, said = _codes_of(study, meeting), spoken(study)
    themes, said = _themes(study, codes), said[said.meeting_id == meeting.meeting_id]
    if not themes and said.empty:
        return None
    few = len(codes.drop_duplicates(["article_id", "start", "end"])) < LEAST_FOR_MOST
    told = [f"it is told {'' if few else 'most '}with {themes}"] if themes else []
    counts = [(name, int((said.speaker == name).sum())) for name in split_names(meeting.participants)]
    told += [f"the articles give {_say_heard(counts)}"]
    rows = [*codes.itertuples(), *_first_pieces(said)]
    return Sentence(text=f"{capitalise('; '.join(told))}.", evidence=row_passages(study, rows))


def _say_heard(counts: list[tuple[str, int]]) -> str:
    """ "eight statements of A and two of B", "one statement of A and none of B", "no statement of either"."""
    ranked = sorted(counts, key=lambda c: -c[1])
    if not ranked or not ranked[0][1]:
        return f"no statement of {'either' if len(ranked) == 2 else 'any'} of them"
    first = f"{say_count(ranked[0][1], 'statement')} of {ranked[0][0]}"
    mute = [name for name, n in ranked if not n]
    parts = [first, *(f"{say_number(n)} of {name}" for name, n in ranked[1:] if n)]
    return say_list([*parts, *([f"none of {say_list(mute, last='or')}"] if mute else [])])


def describe_telling(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """Which articles tell of a meeting, in order of publication, and what each says of it."""
    reports = reports_in_order(study).get(meeting.meeting_id, [])
    if not reports or [r["status"] for r in reports] == ["announced"]:
        return ()  # what announces it has been told
    return (Sentence(text=f"It is {say_list(say_steps(study, reports))}."),)


def describe_announced(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """What was announced of a meeting and with which themes, and with which it was told afterwards."""
    reports = reports_in_order(study).get(meeting.meeting_id, [])
    before = [r for r in reports if r["status"] == "announced"]
    after = [r for r in reports if r["status"] != "announced"]
    codes = _codes_of(study, meeting)
    if not before:
        return (Sentence(text="No article announces it beforehand."),) if reports else ()
    written = [say_written(study, r["article_id"]) for r in before]
    who = (
        f"The article of {written[0]} announces"
        if len(before) == 1
        else f"{capitalise(say_number(len(before)))} articles announce"
    )
    themes = _themes(study, codes[codes.article_id.isin([r["article_id"] for r in before])])
    text = f"{who} it{f', with word of {themes}' if themes else ', without saying what about'}."
    first = Sentence(text=text, evidence=tuple(p for r in before for p in r["words"]))
    if not after:
        return (first,)
    later = _themes(study, codes[codes.article_id.isin([r["article_id"] for r in after])])
    second = f"Afterwards it is told with {later}." if later else "What was talked about no article tells afterwards."
    return first, Sentence(text=second)


def _codes_of(study: Any, meeting: Any) -> Any:
    """The coded sentences of a meeting, each once per theme; "other" goes by its subtheme, which tells more."""
    codes = study.codes[study.codes.meeting_id == meeting.meeting_id]
    pairs = zip(codes.theme, codes.subtheme, strict=True)
    named = [sub if theme == "other" and not is_missing(sub) else theme for theme, sub in pairs]
    return codes.assign(theme=named).drop_duplicates(["article_id", "start", "end", "theme"])


def _ranked(codes: Any) -> list[tuple[str, int]]:
    counts = codes.theme.value_counts()
    return [(t, int(counts[t])) for t in sorted(counts.index, key=lambda t: (-counts[t], t))[:MOST_THEMES]]


def _themes(study: Any, codes: Any) -> str:
    """The themes of most sentences: "Syria, Iran and arms"."""
    return say_list([_short(study, theme) for theme, _ in _ranked(codes)])


def _short(study: Any, theme: str) -> str:
    """A theme within a sentence: "the Palestinian question"."""
    book = study.records.codebook
    return theme.split("/")[-1].replace("_", " ") if book is None else book.short(theme)


def describe_words(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """How much was said at or about a meeting, and by whom."""
    told = spoken(study)
    said = told[told.meeting_id == meeting.meeting_id]
    if said.empty:
        return ()
    same = merge_sources(said.speaker)
    counts = Counter(same[name] for name in said.speaker if name in same)
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    head = open_sentence(say_count(len(said), "statement belongs", "statements belong"))
    text = f"{head} to it{_say_speakers(ranked, len(said))}."
    return (Sentence(text=text, evidence=row_passages(study, _first_pieces(said))),)


def _say_speakers(ranked: list[tuple[str, int]], whole: int) -> str:
    """ ": eight of A, two each of B and C, one of D"; the many who say one thing each as a number."""
    if len(ranked) == 1 and ranked[0][1] == whole:
        return f", {'' if whole == 1 else f'{all_of(whole)} '}of {ranked[0][0]}"
    parts = []
    for n, names in group_by_count(ranked).items():
        named = say_list(names) if len(names) <= MOST_THEMES else f"{say_number(len(names))} others"
        parts.append(f"{say_number(n)}{' each' if len(names) > 1 else ''} of {named}")
    return f": {', '.join(parts)}" if parts else ""


def _first_pieces(said: Any) -> Iterable[Any]:
    pieces = [json.loads(cell)[0] for cell in said.contents]
    return said.assign(start=[a for a, _ in pieces], end=[b for _, b in pieces]).itertuples()


def describe_meeting_themes(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """The themes a meeting is told with most, with how many sentences."""
    codes = _codes_of(study, meeting)
    if codes.empty:
        return ()
    ranked = _ranked(codes)
    parts = []
    for n, names in group_by_count((_short(study, theme), n) for theme, n in ranked).items():
        are = "are" if len(names) > 1 else theme_verb(names[0], "is", "are")
        number = say_number(n) if parts else say_count(n, "sentence")
        each = " each" if len(names) > 1 else ""
        parts.append(f"{say_list(names)}{'' if parts else f' {are}'} in {number}{each}")
    rows = codes[codes.theme.isin([theme for theme, _ in ranked])]
    return (Sentence(text=f"{capitalise(', '.join(parts))}.", evidence=row_passages(study, rows.itertuples())),)


def describe_uncertain(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """What is not known of a meeting, told in more than one version, or rests on an inference."""
    found = gather(
        _day_open(study, meeting),
        _place_open(meeting),
        _only_announced(meeting),
        *_differences(study, meeting),
        *_doubles(study, meeting),
        _one_article(study, meeting),
    )
    return found or (Sentence(text="On no point checked do the articles that tell of it differ."),)


def _day_open(study: Any, meeting: Any) -> Sentence | None:
    """A day that is not told, only a stretch, or counted from a day of publication that is itself inferred."""
    first, last = as_day(meeting.earliest), as_day(meeting.latest)
    if first is None and last is None:
        return Sentence(text="No article tells its day.")
    if first != last:
        return Sentence(text=f"Its day is not certain: it lies {say_when(meeting)}.")
    rows = study.basis[(study.basis.meeting_id == meeting.meeting_id) & (study.basis.point == "day") & study.basis.kept]
    basis = next(rows.itertuples(), None)
    if basis is None or COUNTED not in basis.reason or "named in full" in basis.reason:
        return None
    dated = study.articles[study.articles.article_id.isin(split_names(basis.articles))]
    if (dated.published_basis == "metadata").any():
        return None
    written = say_list([say_written(study, key) for key in dated.article_id])
    which = "the article, itself" if len(dated) == 1 else "articles themselves"
    return Sentence(text=f"Its day is counted from the publication of {which} dated only by evidence: {written}.")


COUNTED = "counted from the day the article was published"


def _place_open(meeting: Any) -> Sentence | None:
    if meeting.format in CALLS or meeting.city:
        return None
    where = f"In which town of {meeting.country}" if meeting.country else "Where"
    return Sentence(
        text=f"{where} they {'were to meet' if meeting.status == 'announced' else 'met'}, no article tells."
    )


def _only_announced(meeting: Any) -> Sentence | None:
    if meeting.status != "announced":
        return None
    return Sentence(text="Whether it took place, these articles do not tell.")


def _differences(study: Any, meeting: Any) -> list[Sentence]:
    """The discrepancies about a meeting."""
    rows, listed = study.discrepancies, list_discrepancies(study)
    sentences = []
    for row, shown in zip(rows.itertuples(), listed.itertuples(index=False), strict=True):
        if row.about == meeting.meeting_id and row.kind not in ("open", "day"):
            versions = say_list([link.words for link in shown[2]], last="but")
            known = f"; {shown.Note[:1].lower()}{shown.Note[1:]}" if shown.Note else ""
            evidence = tuple(p for passages in versions_of(study, row).values() for p in passages)
            sentences.append(Sentence(text=f"{POINTS[row.kind]}: {versions}{known}.", evidence=evidence))
    return sentences


POINTS = {
    "place": "The town is told differently", "venue": "The venue is told differently",
    "format": "What kind of meeting it was is told differently", "initiative": "Who initiated it is told differently",
    "event": "What was commemorated is told differently", "count": "A count differs", "name": "A name differs",
}  # fmt: skip


def _doubles(study: Any, meeting: Any) -> list[Sentence]:
    """Other meetings of the ledger that may be this one."""
    ledger = {m.meeting_id: m for m in study.meetings.itertuples()}
    pairs = json.loads(meeting.may_be) if not is_missing(meeting.may_be) else []
    return [
        Sentence(
            text=f"It may be the same as the {kind_of(ledger[key])} {say_of(ledger[key], form=False)}: {reason}.",
            evidence=report_passages(study, key),
        )
        for key, reason in pairs
        if key in ledger
    ]


def _one_article(study: Any, meeting: Any) -> Sentence | None:
    if meeting.n_reports != 1 or len(study.articles) == 1:
        return None
    return Sentence(text="All that is known of it here rests on one article.")


def describe_neighbours(study: Any, meeting: Any) -> tuple[Sentence, ...]:
    """The meetings of the same people before and after this one."""
    if as_day(meeting.earliest) is None:
        return (Sentence(text="Without a day it has no place in the order of their meetings."),)
    same = [
        m
        for m in order_meetings(study.meetings).itertuples()
        if m.participants == meeting.participants and as_day(m.earliest) and m.status != "cancelled"
    ]
    ids = [m.meeting_id for m in same]
    if meeting.meeting_id not in ids:
        return ()
    place = ids.index(meeting.meeting_id)
    before = Sentence(text=f"Before it the ledger has {_neighbour(same[place - 1])}.") if place else None
    after = Sentence(text=f"After it comes {_neighbour(same[place + 1])}.") if place + 1 < len(same) else None
    alone = Sentence(text="The ledger has no other dated meeting of the same people.") if len(same) == 1 else None
    return gather(before, after, alone)


def _neighbour(meeting: Any) -> str:
    tail = ", which is only announced" if meeting.status == "announced" else ""
    return f"their {kind_of(meeting)} {say_of(meeting, form=False)}{tail}"
