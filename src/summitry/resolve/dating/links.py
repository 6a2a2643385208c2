"""Two passages that speak of the same occasion: the date of one tells when the other was written.

An occasion is a day or month that an article names in full, with the places and people of that sentence. Another
sentence with the same place (and somebody in common) that says "in August" or "on Wednesday" may mean it. Within one
article that is a reason of the text tier, between two articles of the tier "articles". That two passages mean the
same is a guess: such a reason is dropped without a report when it does not fit the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

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
    if int(left.sum()) > NARROW_ENOUGH:
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
    if is_bare_weekday(mention):
        return occasion.first == occasion.last and mention.spec.weekday == occasion.first.weekday()
    return mention.spec.month == occasion.first.month


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
