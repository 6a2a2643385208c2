"""Reasons -> the days that agree with them.

A `Reason` is a piece of evidence with the set of days it allows. Where reasons contradict each other the weakest
goes: they are taken in from the strongest to the weakest, and one that would leave no day is set aside and reported.
What was taken in is then told in the order of the tiers, from the words of the article to outside knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

import numpy as np

from summitry.records import Dating, DatingEvidence, record
from summitry.resolve.dating.days import DaySet, all_days, hull

TIERS = ("text", "feast", "office", "chronology", "articles")
# A reason that changes nothing is still worth telling when by itself it would leave no more than this many days.
TELLING = 400


@record
class Reason:
    """One piece of evidence: the words (offsets into the article), the rule, and the days it allows.

    `strength` is between 0 and 1; of two reasons that contradict each other the weaker goes. A `tentative` reason
    rests on a guess that two passages speak of the same thing; when it contradicts the rest it is dropped without
    a report, because then the guess was wrong, not the article. One that `recurs` (a weekday, a day of the year) comes
    round again and again and bounds nothing by itself.
    """

    start: int | None
    end: int | None
    text: str
    rule: str
    tier: str
    strength: float
    allowed: DaySet = field(compare=False, repr=False)
    outside: bool = False
    source: str = ""
    tentative: bool = False
    recurs: bool = False
    words: str = ""  # where several passages tell together, their words; `text` is the one marked


def solve(article_id: str, reasons: Iterable[Reason]) -> Dating:
    """Find the days that agree with the reasons.

    Returns the Dating (evidence rows in order of telling; `days` the hull of the days left, open where nothing bounds
    it, `basis` the last tier that narrowed them). The outcome does not depend on the order of `reasons`.
    """
    kept, dropped = _sift(reasons)
    evidence, basis, left = _tell(article_id, kept, dropped)
    once = [r.allowed for r in kept if not r.recurs]
    days = hull(left, np.logical_and.reduce([all_days(), *once]))
    return Dating(article_id=article_id, days=days, basis=basis, evidence=evidence)


def _rank(reason: Reason) -> tuple:
    """Strongest first, then the earlier tier, then the one that leaves fewer days, then the earlier passage."""
    place = -1 if reason.start is None else reason.start
    size = int(reason.allowed.sum())
    days = np.packbits(reason.allowed).tobytes()  # the last word between reasons alike in all else
    told = reason.words or reason.text
    return (-reason.strength, TIERS.index(reason.tier), size, place, reason.rule, told, reason.source, days)


def _tell(article_id: str, kept: list[Reason], dropped: list[Reason]) -> tuple[tuple[DatingEvidence, ...], str, DaySet]:
    """Evidence rows tier by tier, with the days left before and after each; reasons that tell nothing are left out."""
    left, rows, basis = all_days(), [], ""
    for tier in TIERS:
        for reason in kept:
            if reason.tier != tier:
                continue
            agreed = left & reason.allowed
            before, after = int(left.sum()), int(agreed.sum())
            if after < before:
                basis = tier
            if after < before or int(reason.allowed.sum()) <= TELLING:
                rows.append(_row(article_id, reason, before, after))
            left = agreed
        for reason in dropped:
            if reason.tier == tier and not reason.tentative:
                count = int(left.sum())
                rows.append(_row(article_id, reason, count, count, against=_contradicted(reason, kept)))
    return tuple(_without_echoes(rows)), basis, left


def _without_echoes(rows: list[DatingEvidence]) -> list[DatingEvidence]:
    """Rows without those that say again, under the same rule, what a row before them said and that change nothing."""
    seen: set[tuple] = set()
    fresh = []
    for row in rows:
        key = (row.rule, (row.words or row.text) if row.source == "" else row.source, row.used)
        if key not in seen or row.days_after != row.days_before:
            fresh.append(row)
        seen.add(key)
    return fresh


def _contradicted(reason: Reason, kept: list[Reason]) -> str:
    """The strongest evidence that leaves a reason no day, by its words; where only all together do, that is said."""
    for other in kept:
        if not (other.allowed & reason.allowed).any():
            return f"{other.rule}: {other.words or other.text}"
    return "the others together"


def _row(article_id: str, reason: Reason, before: int, after: int, *, against: str = "") -> DatingEvidence:
    return DatingEvidence(
        article_id=article_id,
        start=reason.start,
        end=reason.end,
        text=reason.text,
        rule=reason.rule,
        tier=reason.tier,
        days_before=before,
        days_after=after,
        strength=reason.strength,
        outside=reason.outside,
        source=reason.source,
        used=not against,
        words=reason.words,
        against=against,
    )


def agreed_days(reasons: Iterable[Reason]) -> DaySet:
    """The days that agree with the reasons that hold, for rules that need to know where they stand."""
    kept, _ = _sift(reasons)
    return np.logical_and.reduce([all_days(), *(r.allowed for r in kept)])


def _sift(reasons: Iterable[Reason]) -> tuple[list[Reason], list[Reason]]:
    """Reasons that hold together, taken in from the strongest down, and those that would leave no day."""
    left, kept, dropped = all_days(), [], []
    for reason in sorted(reasons, key=_rank):
        agreed = left & reason.allowed
        if agreed.any():
            kept.append(reason)
            left = agreed
        else:
            dropped.append(reason)
    return kept, dropped
