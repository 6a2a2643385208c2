"""Two passages that speak of the same occasion: the date of one tells when the other was written.

An occasion is a day or month that an article names in full, with the places and people of that sentence. Another
sentence with the same place (and somebody in common) that says "in August" or "on Wednesday" may mean it. Within one
article that is a reason of the text tier, between two articles of the tier "articles". That two passages mean the
same is a guess: such a reason is dropped without a report when it does not fit the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from summitry.extract.times import TimeMention
from summitry.records import record
from summitry.resolve.dating.days import DaySet, between
from summitry.resolve.dating.page import Page, Sentence, explicit_days, is_bare_month, is_bare_weekday
from summitry.resolve.dating.reckon import days_when
from summitry.resolve.dating.solve import Reason

# Only when so few days are left may another article say which of them it was: leaders meet again in the same city.
NARROW_ENOUGH = 800


@record
class Occasion:
    """Something on known days: where, with whom, and the words that date it."""

    article_id: str
    start: int
    end: int
    text: str
    first: date
    last: date
    places: frozenset[str]
    people: frozenset[str]
    is_caption: bool = False


@record
class Opening:
    """A weekday or month that an occasion of another article may date: with whom, where."""

    weekday: int | None
    month: int | None
    places: frozenset[str]
    people: frozenset[str]


def find_occasions(page: Page) -> list[Occasion]:
    """The occasions an article dates in full, with a place."""
    found = []
    for sentence in page.sentences:
        if sentence.kind in ("notice", "dateline", "byline") or not sentence.places:
            continue
        for mention in sentence.times:
            days = explicit_days(mention)
            if days is None or (days[1] - days[0]).days > 31:
                continue
            found.append(
                Occasion(
                    article_id=page.article.article_id,
                    start=mention.start,
                    end=mention.end,
                    text=mention.text,
                    first=days[0],
                    last=days[1],
                    places=sentence.places,
                    people=sentence.people,
                    is_caption=mention.scope == "caption" or sentence.kind == "caption",
                )
            )
    return found


def reasons_from_own_occasions(page: Page) -> list[Reason]:
    """Tier text: a weekday or a month looked back on, in a sentence on an occasion the article dates elsewhere."""
    occasions = find_occasions(page)
    reasons = []
    for sentence, mention in _deictic(page):
        if mention.direction == "ahead":
            continue
        for occasion in occasions:
            if not sentence.places & occasion.places or not _can_mean(mention, occasion):
                continue
            if occasion.people and sentence.people and not occasion.people & sentence.people:
                continue
            allowed = days_when(mention, occasion.first, occasion.last) & between(occasion.first, None)
            reasons.append(_reason(mention, "same-occasion", allowed, 0.45, "text"))
            if _is_fresh(page, mention, occasion):
                next_day = between(occasion.first, occasion.first + timedelta(days=1))
                reasons.append(_reason(mention, "photograph-of-the-news", next_day, 0.4, "text"))
    return reasons


def _is_fresh(page: Page, mention: TimeMention, occasion: Occasion) -> bool:
    """Whether the news is what a dated photograph shows: its weekday is the only one the article looks back on.

    A photograph of the day's event runs that day or the next: an assumption about newsrooms, not measured, hence weak.
    """
    if not occasion.is_caption or occasion.first != occasion.last or not is_bare_weekday(mention):
        return False
    behind = {t.spec.weekday for t in page.times if is_bare_weekday(t) and t.direction != "ahead"}
    return behind == {occasion.first.weekday()}


def reasons_from_other_articles(page: Page, occasions: Sequence[Occasion], left: DaySet) -> list[Reason]:
    """Tier articles: occasions other articles date, met here with the same place and two of the same people.

    `left` are the days the other tiers leave; nothing is said when they are more than NARROW_ENOUGH.
    """
    if not occasions or int(left.sum()) > NARROW_ENOUGH:
        return []
    reasons = []
    for sentence, mention in _deictic(page):
        for occasion in occasions:
            if occasion.article_id == page.article.article_id:
                continue
            if not sentence.places & occasion.places or len(sentence.people & occasion.people) < 2:
                continue
            if not _can_mean(mention, occasion):
                continue
            allowed = days_when(mention, occasion.first, occasion.last)
            source = f"{occasion.article_id}: {occasion.text}"
            reasons.append(_reason(mention, "occasion-in-other-article", allowed, 0.3, "articles", source))
    return reasons


def find_openings(page: Page, left: DaySet) -> list[Opening]:
    """Where occasions of other articles would be heard, if there were any. `left` as above."""
    if int(left.sum()) > NARROW_ENOUGH:
        return []
    return list(
        dict.fromkeys(
            Opening(
                weekday=mention.spec.weekday if is_bare_weekday(mention) else None,
                month=mention.spec.month,
                places=sentence.places,
                people=sentence.people,
            )
            for sentence, mention in _deictic(page)
            if sentence.places and len(sentence.people) > 1
        )
    )


def match_occasions(
    told: Mapping[str, tuple[Sequence[Occasion], Sequence[Opening]]],
) -> dict[str, tuple[Occasion, ...]]:
    """{article_id: the occasions of other articles that it can be dated by}, articles without any left out.

    An occasion meets an opening only in a place and with two people they share: it is looked for there and nowhere
    else, so that articles can be divided by place and pair where they are too many for one machine.
    """
    by_block: dict[Block, list[Occasion]] = {}
    for occasions, _ in told.values():
        for occasion in occasions:
            for block in _blocks(occasion):
                by_block.setdefault(block, []).append(occasion)
    matched = {}
    for article_id, (_, openings) in told.items():
        fitting = {
            occasion: None
            for opening in openings
            for block in _blocks(opening)
            for occasion in by_block.get(block, ())
            if occasion.article_id != article_id and _is_of(opening.weekday, opening.month, occasion)
        }
        if fitting:
            matched[article_id] = tuple(fitting)
    return matched


Block = tuple[str, str, str]  # a place and two people


def _blocks(told: Occasion | Opening) -> Iterator[Block]:
    pairs = list(combinations(sorted(told.people), 2))
    return ((place, *pair) for place in sorted(told.places) for pair in pairs)


def _deictic(page: Page) -> Iterator[tuple[Sentence, TimeMention]]:
    """Bare weekdays and bare months in running text, with their sentences."""
    for sentence in page.sentences:
        if sentence.kind in ("caption", "notice", "dateline", "byline"):
            continue
        for mention in sentence.times:
            if mention.direction == "unknown" or mention.reference is not None:
                continue
            if is_bare_weekday(mention) or (is_bare_month(mention) and mention.scope == "text"):
                yield sentence, mention


def _can_mean(mention: TimeMention, occasion: Occasion) -> bool:
    """Whether a weekday or month can be that of an occasion."""
    return _is_of(mention.spec.weekday if is_bare_weekday(mention) else None, mention.spec.month, occasion)


def _is_of(weekday: int | None, month: int | None, occasion: Occasion) -> bool:
    if weekday is not None:
        return occasion.first == occasion.last and weekday == occasion.first.weekday()
    return month == occasion.first.month


def _reason(mention: TimeMention, rule: str, allowed: DaySet, strength: float, tier: str, source: str = "") -> Reason:
    return Reason(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        rule=rule,
        tier=tier,
        strength=strength,
        allowed=allowed,
        source=source,
        tentative=True,
    )
