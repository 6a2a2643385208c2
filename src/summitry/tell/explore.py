"""Choosing among the passages of a study: by article, person, meeting, theme, form of speech and day.

A passage here is something said, a sentence coded with a theme, or the words that tell of a meeting. What is chosen
within one question is joined by "or", the questions by "and"; nothing chosen means all.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from summitry.records import DayRange, Passage, record
from summitry.tell.counts import order_meetings, spoken
from summitry.tell.describe.sentence import Sentence, gather, passages_of
from summitry.tell.words import (
    as_day,
    capitalise,
    family_names,
    is_missing,
    label_articles,
    label_themes,
    say_count,
    say_days,
    say_list,
    split_names,
)

# The questions a reader can choose by: parameter -> its heading.
FACETS = {
    "articles": "Article",
    "people": "Person",
    "meetings": "Meeting",
    "themes": "Theme",
    "forms": "Form of speech",
}
FORM_NAMES = {
    "direct": "in quotation marks",
    "indirect": "reported without quotation marks",
    "mixed": "partly in quotation marks",
    "transcript": "transcript",
    "narration": "the article’s own words",
    "report": "words that tell of a meeting",
}


class NoSuchChoiceError(ValueError):
    """A choice that this study does not offer; the message says which comes near."""


@record
class Choice:
    """What a reader chose: ids as they stand in the tables, names of people as in the people table."""

    articles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    days: DayRange = DayRange()


@record
class Found:
    """One passage to choose by, with everything it can be chosen by. `spans` are its pieces, in the article's order."""

    article_id: str
    spans: tuple[Passage, ...]
    people: tuple[str, ...]
    meeting_id: str
    themes: tuple[str, ...]
    form: str
    days: DayRange

    def values(self, facet: str) -> tuple[str, ...]:
        """What it has to answer a question of FACETS with."""
        own = {"articles": (self.article_id,), "people": self.people, "themes": self.themes, "forms": (self.form,)}
        return own[facet] if facet in own else tuple(x for x in (self.meeting_id,) if x)


@record
class Spot:
    """Words shown once, whatever they were found to be: `told` has each passage in them with what it belongs to."""

    whole: Passage
    told: tuple[tuple[Passage, Found], ...]


@record
class Collection:
    """The passages of a study, and {question: {value: what a reader is shown}}."""

    found: tuple[Found, ...]
    options: dict[str, dict[str, str]]


def list_found(study: Any) -> tuple[Found, ...]:
    """Every passage of a study that can be chosen, article by article and in the order of the text."""
    days = {m.meeting_id: _range(m) for m in study.meetings.itertuples()}
    found = [*_said(study, days), *_told(study)]
    found += _coded(study, days, found)
    order = {key: n for n, key in enumerate(label_articles(study.articles))}
    return tuple(sorted(found, key=lambda f: (order[f.article_id], f.spans[0].start, f.spans[-1].end, f.form)))


def _range(row: Any) -> DayRange:
    return DayRange(earliest=as_day(row.earliest), latest=as_day(row.latest))


def _said(study: Any, days: dict[str, DayRange]) -> Iterable[Found]:
    """Statements, each with the themes of the sentences of the same speaker that it stands in."""
    codes = {key: list(rows.itertuples()) for key, rows in study.codes.groupby("article_id")}
    for s in spoken(study).itertuples():
        spans = passages_of(study, s.article_id, s.contents)
        if not spans:
            continue
        own = [c for c in codes.get(s.article_id, ()) if _same(c.speaker, s.speaker) and _overlap(c, spans)]
        when = _range(s)
        yield Found(
            article_id=s.article_id,
            spans=spans,
            people=tuple(n for n in dict.fromkeys((s.speaker, s.addressee)) if not is_missing(n)),
            meeting_id="" if is_missing(s.meeting_id) else s.meeting_id,
            themes=tuple(dict.fromkeys(c.theme for c in own)),
            form=s.form,
            days=when if when.is_bounded else days.get(s.meeting_id, when),
        )


def _told(study: Any) -> Iterable[Found]:
    """What articles tell of meetings."""
    for r in study.reports.itertuples():
        spans = passages_of(study, r.article_id, r.passages)
        people = dict.fromkeys((*split_names(r.participants), *split_names(r.attendees)))
        if spans:
            yield Found(
                article_id=r.article_id,
                spans=spans,
                people=tuple(people),
                meeting_id=r.meeting_id,
                themes=(),
                form="report",
                days=_range(r),
            )


def _coded(study: Any, days: dict[str, DayRange], said: Sequence[Found]) -> list[Found]:
    """Coded sentences that no statement of the same voice stands for already, each with all its themes."""
    speech = [f for f in said if f.form != "report"]
    found = []
    for (key, start, end), rows in study.codes.groupby(["article_id", "start", "end"], sort=True):
        for form, voice in rows.groupby("form", sort=True):
            code = next(voice.itertuples())
            mine = (f for f in speech if f.article_id == key and form != "narration")
            if any(_overlap(code, f.spans) and _voiced(code, f) for f in mine):
                continue
            found.append(
                Found(
                    article_id=key,
                    spans=(study.article(key).passage(int(start), int(end)),),
                    people=tuple(n for n in dict.fromkeys(voice.speaker) if not is_missing(n)),
                    meeting_id="" if is_missing(code.meeting_id) else code.meeting_id,
                    themes=tuple(dict.fromkeys(voice.theme)),
                    form=form,
                    days=days.get(code.meeting_id, DayRange()),
                )
            )
    return found


def _voiced(code: Any, found: Found) -> bool:
    return code.theme in found.themes or code.speaker in found.people


def _same(one: Any, two: Any) -> bool:
    return one == two or (is_missing(one) and is_missing(two))


def _overlap(code: Any, spans: Sequence[Passage]) -> bool:
    return any(p.start < code.end and code.start < p.end for p in spans)


def collect_passages(study: Any) -> Collection:
    """Everything that can be chosen in a study, in reading order, and what can be chosen by.

    >>> collect_passages(study).options["forms"]["direct"]  # doctest: +SKIP
    'in quotation marks'
    """
    found = list_found(study)
    used = {facet: Counter(v for f in found for v in f.values(facet)) for facet in FACETS}
    known = set(study.people.name)
    people = sorted((n for n in used["people"] if n in known), key=lambda n: (-used["people"][n], n))
    themes = label_themes(study)
    names = family_names(n for cell in study.meetings.participants for n in split_names(cell))
    options = {
        "articles": label_articles(study.articles),
        "people": {name: name for name in people},
        "meetings": {m.meeting_id: _name_meeting(m, names) for m in order_meetings(study.meetings).itertuples()},
        "themes": {t: themes.get(t, t) for t in sorted(used["themes"], key=lambda t: (-used["themes"][t], t))},
        "forms": {form: FORM_NAMES[form] for form in FORM_NAMES if form in used["forms"]},
    }
    return Collection(found=found, options=options)


def _name_meeting(meeting: Any, names: dict[str, str]) -> str:
    """The day first, so that a narrow list shows it: "27 Feb 2019, Moscow: Netanyahu and Putin"."""
    when = say_days(meeting.earliest, meeting.latest, short=True, unknown="no day given")
    where = "" if is_missing(meeting.city) else f", {meeting.city}"
    return f"{when}{where}: {say_list([names.get(n, n) for n in split_names(meeting.participants)])}"


def choose(collection: Collection, *, first_day: str = "", last_day: str = "", **wanted: str) -> Choice:
    """A choice from parameters: "A; B" for each question of FACETS, days as YYYY-MM-DD; empty for all.

    People may be named by family name, articles by the beginning of their id. Raises NoSuchChoiceError, with the
    nearest value, for one the collection does not have.

    >>> choose(collection, people="Putin", forms="direct; mixed")  # doctest: +SKIP
    """
    options = collection.options
    days = DayRange(earliest=_day("first_day", first_day), latest=_day("last_day", last_day))
    if days.is_bounded and days.earliest > days.latest:
        raise NoSuchChoiceError(f"first_day ({first_day}) lies after last_day ({last_day}); exchange them")
    chosen = {
        facet: tuple(_settle(facet, text, options[facet]) for text in split_names(wanted.get(facet)))
        for facet in FACETS
    }
    return Choice(**chosen, days=days)


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NoSuchChoiceError(f"{name} must be a day such as 2019-02-27 or empty; it is {text!r}") from None


def _settle(facet: str, text: str, options: dict[str, str]) -> str:
    if text in options:
        return text
    short = {
        "people": lambda key: key.split()[-1].casefold() == text.casefold(),
        "articles": lambda k: k.startswith(text),
    }
    fits = [key for key in options if short.get(facet, lambda _: False)(key)]
    if len(fits) == 1 or (fits and facet == "people"):
        return fits[0]
    near = difflib.get_close_matches(text, options, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(list(options)[:8]) or 'none'}"
    raise NoSuchChoiceError(f"{facet}: there is no {text!r} here; {hint}")


def find_passages(collection: Collection, choice: Choice) -> tuple[Found, ...]:
    """The passages a choice leaves. Where days are chosen, a passage without any day is left out."""
    return tuple(f for f in collection.found if fits(f, choice))


def fits(found: Found, choice: Choice) -> bool:
    """Whether a passage answers every question as chosen."""
    for facet in FACETS:
        chosen = getattr(choice, facet)
        if chosen and not set(chosen) & set(found.values(facet)):
            return False
    return choice.days == DayRange() or (found.days != DayRange() and found.days.overlaps(choice.days))


def list_spots(study: Any, found: Sequence[Found]) -> tuple[Spot, ...]:
    """The same passages in reading order, those that share words brought together."""
    order = {key: n for n, key in enumerate(label_articles(study.articles))}
    pairs = [(span, f) for f in found for span in f.spans]
    pairs.sort(key=lambda pair: (order[pair[0].article_id], pair[0].start, -pair[0].end))
    groups: list[list[tuple[Passage, Found]]] = []
    end = -1
    for span, f in pairs:
        if groups and groups[-1][0][0].article_id == span.article_id and span.start < end:
            groups[-1].append((span, f))
            end = max(end, span.end)
        else:
            groups.append([(span, f)])
            end = span.end
    return tuple(_spot(study, group) for group in groups)


def _spot(study: Any, group: Sequence[tuple[Passage, Found]]) -> Spot:
    article = study.article(group[0][0].article_id)
    whole = article.passage(group[0][0].start, max(span.end for span, _ in group))
    return Spot(whole=whole, told=tuple(group))


def count_choices(collection: Collection, found: Sequence[Found], facet: str) -> pd.DataFrame:
    """The question's heading, Passages: how many of these passages each value has, most first."""
    options = collection.options[facet]
    counts = Counter(v for f in found for v in f.values(facet) if v in options)
    order = {key: n for n, key in enumerate(options)}
    ranked = sorted(counts, key=lambda key: (-counts[key], order[key]))
    rows = [(options[key], counts[key]) for key in ranked]
    return pd.DataFrame(rows, columns=[FACETS[facet], "Passages"])


def describe_choice(collection: Collection, choice: Choice) -> tuple[Sentence, ...]:
    """What was chosen, and how much it leaves."""
    options, found = collection.options, find_passages(collection, choice)
    names = family_names(options["people"])
    said = [
        say_list([names.get(key, options[facet][key]) for key in getattr(choice, facet)], last="or")
        for facet in FACETS
        if getattr(choice, facet)
    ]
    if choice.days != DayRange():
        said.append(say_days(choice.days.earliest, choice.days.latest))
    articles = len({f.article_id for f in found})
    leaves = f"{capitalise(say_count(len(found), 'passage'))} in {say_count(articles, 'article')}"
    if said:
        return gather(Sentence(text=f"Chosen: {'; '.join(said)}."), Sentence(text=f"{leaves}."))
    can = "they can be chosen by article, person, meeting, theme, form of speech and day"
    return gather(Sentence(text=f"{leaves}, every one of them shown; in JupyterLab {can}."))
