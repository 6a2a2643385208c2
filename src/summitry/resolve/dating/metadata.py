"""The day metadata gives, held against what the text says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summitry.records import Article, Dating, DatingEvidence
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


def _counted(row: DatingEvidence, count: int, *, used: bool) -> DatingEvidence:
    """A row told after the metadata: nothing narrows the days any more."""
    return replace(row, days_before=count, days_after=count, used=used)
