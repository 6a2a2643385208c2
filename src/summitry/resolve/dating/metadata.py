"""The day metadata gives, held against what the text says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summitry.records import Article, Dating, DatingEvidence, Problem
from summitry.resolve.dating.days import between
from summitry.resolve.dating.solve import Reason


def hold_against(article: Article, dating: Dating, reasons: Sequence[Reason]) -> Dating:
    """The dating with metadata put first where there is any.

    The days are then those of the metadata. Evidence that allows none of them is kept with `used=False`, so that a
    reader sees the contradiction; evidence that agrees is kept as it is.
    """
    if article.published.earliest is None and article.published.latest is None:
        return dating
    days = article.published
    given = between(days.earliest, days.latest)
    against = {(r.start, r.end, r.rule, r.tier) for r in reasons if not (r.allowed & given).any() and not r.tentative}
    count = int(given.sum())
    rows = [
        DatingEvidence(
            article_id=article.article_id,
            start=None,
            end=None,
            text="",
            rule="metadata",
            tier="metadata",
            days_before=None,
            days_after=count,
            strength=1.0,
            source=article.published_basis or "metadata",
        )
    ]
    for row in dating.evidence:
        agrees = (row.start, row.end, row.rule, row.tier) not in against
        rows.append(_counted(row, count, used=agrees))
    return Dating(article_id=article.article_id, days=days, basis="metadata", evidence=tuple(rows))


# Only evidence at least this strong makes a reader doubt the day that metadata give: the article's own dates do.
DOUBT = 0.7


def day_against_words(article: Article, dating: Dating) -> Problem | None:
    """What to tell a user whose metadata give a day that the article's own words contradict; None where they agree."""
    against = [e for e in dating.evidence if e.against == "metadata" and e.strength >= DOUBT and e.tier == "text"]
    if not against:
        return None
    days = article.published
    given = str(days.earliest) if days.earliest == days.latest else f"{days.earliest} to {days.latest}"
    words = " and ".join(dict.fromkeys(f"“{e.words or e.text}”" for e in against[:3]))
    return Problem(
        file=article.file,
        message=f"{article.file}: the day of publication given for it ({given}) does not agree with its own words "
        f"{words}; the given day is used, check it",
    )


def _counted(row: DatingEvidence, count: int, *, used: bool) -> DatingEvidence:
    """A row told after the metadata: nothing narrows the days any more."""
    return replace(row, days_before=count, days_after=count, used=used, against="" if used else "metadata")
