"""Statements and the meetings they belong to: words said at a meeting have its days."""

from datetime import date

import pytest

from summitry.records import Article, MeetingReport, Statement
from summitry.resolve.attach import attach_statements

DAY, LATER = date(2021, 3, 4), date(2021, 3, 9)
ARTICLE = Article(article_id="a", file="a.txt", sha256="", text="Lund met Kone. “We are glad,” Lund said.")


def attached(*, status: str = "held", **more) -> Statement:
    report = MeetingReport(
        article_id="a", participants=("Idris Kone", "Marta Lund"), earliest=DAY, latest=DAY, city=None, country=None,
        venue=None, format="in_person", status=status, occasion=None, passages=((0, 13),), rule="t", is_news=True,
        meeting_id="m",
    )  # fmt: skip
    fields = {"speaker": "Marta Lund", "latest": LATER} | more
    said = Statement(statement_id="a-1", article_id="a", form="direct", contents=((15, 28),), text="x", **fields)
    (found,) = attach_statements(ARTICLE, [said], [report])
    assert found.meeting_id == "m"
    return found


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ({"addressee": "Idris Kone"}, (DAY, DAY)),
        ({"occasion": "at the start of the talks"}, (DAY, DAY)),
        ({"occasion": "before their meeting"}, (None, LATER)),
        ({}, (None, LATER)),
        ({"addressee": "reporters"}, (None, LATER)),
        ({"addressee": "Idris Kone", "earliest": LATER}, (LATER, LATER)),
        ({"addressee": "Idris Kone", "status": "announced"}, (None, LATER)),
        ({"addressee": "Idris Kone", "latest": date(2021, 3, 1)}, (None, date(2021, 3, 1))),
        ({"speaker": "a spokesman", "addressee": "Idris Kone"}, (None, LATER)),
    ],
)
def test_words_at_a_meeting_have_its_days(more, days):
    found = attached(**more)
    assert (found.earliest, found.latest) == days
