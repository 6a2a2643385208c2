"""The office a person is shown with beside a meeting or an article: as printed there and then, or none.

The people table has one role per person over all articles, the one given most often. Over years that is wrong for
somebody (a "President-elect" of 2016 beside a meeting of 2018), so wherever a day is meant the office is read again
from the articles that were written about that day: what a later article calls a person is what they are then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from summitry.knowledge.people import find_role
from summitry.records import Mention

NEAR = pd.Timedelta(days=60)
# Offices that end when another begins, so that an article tells nothing of the days after it.
PASSING = re.compile(r"\b(?:elect|designate|outgoing|incoming)\b", re.IGNORECASE)


def office_at(study: Any, person_id: str, meeting: Any) -> str:
    """The office of a person at a meeting, from the articles that tell of it within sixty days; "" where none does.

    meeting: a row of the ledger. Of a meeting without a day the articles count that tell it as news.
    """
    articles = study.articles.set_index("article_id")
    told = []
    for report in study.reports[study.reports.meeting_id == meeting.meeting_id].itertuples():
        days = articles.loc[report.article_id]
        if _is_near(meeting, days, report):
            before = pd.Timestamp(days.published_latest) < pd.Timestamp(
                meeting.earliest
            )  # False where a day is not known
            told += [m for m in _own(study, person_id, report.article_id) if not (before and PASSING.search(m.role))]
    return _most_told(told)


def office_in(study: Any, person_id: str, article_id: str) -> str:
    """The office of a person as one article prints it; "" where it prints none."""
    return _most_told(_own(study, person_id, article_id))


def _is_near(meeting: Any, article: Any, report: Any) -> bool:
    ends = (meeting.earliest, meeting.latest, article.published_earliest, article.published_latest)
    if any(pd.isna(day) for day in ends):
        return report.status != "recalled"
    first, last, written, written_latest = map(pd.Timestamp, ends)
    return max(written - last, first - written_latest) <= NEAR


def _own(study: Any, person_id: str, article_id: str) -> list[Mention]:
    """The mentions of a person that give an office of their own: "his counterpart" is somebody else's."""
    own = [m for m in study.records.mentions.get(article_id, ()) if m.person_id == person_id and m.role]
    return [m for m in own if (find_role(m.role) or {}).get("rank") != "counterpart"]


def _most_told(mentions: Iterable[Mention]) -> str:
    """The office beside a name that is printed most often, among equals the longest; else that used for the name."""
    for kind in ("name", "role"):
        counts = Counter(m.role for m in mentions if m.kind == kind)
        if counts:
            return min(counts, key=lambda role: (-counts[role], -len(role), role.islower(), role))
    return ""
