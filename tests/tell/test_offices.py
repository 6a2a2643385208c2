"""The office shown beside a meeting is the one printed about that day, or none."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from summitry.records import Mention
from summitry.tell.offices import office_at, office_in

DAYS = {"then": "2016-12-01", "after": "2018-07-20", "undated": None}
ROLES = {
    "then": ["President-elect", "President-elect", "President"],
    "after": ["President"],
    "undated": ["former President"],
}


def study(**reports):
    """Articles of DAYS with ROLES, those of `reports` (article: status) telling of the meeting m."""
    rows = [(key, pd.Timestamp(day), pd.Timestamp(day)) for key, day in DAYS.items()]
    mentions = {
        key: tuple(
            Mention(article_id=key, start=n, end=n + 1, text="x", kind="name", role=role, person_id="lund")
            for n, role in enumerate(roles)
        )
        for key, roles in ROLES.items()
    }
    return SimpleNamespace(
        articles=pd.DataFrame(rows, columns=["article_id", "published_earliest", "published_latest"]),
        reports=pd.DataFrame(
            [(key, "m", status) for key, status in reports.items()], columns=["article_id", "meeting_id", "status"]
        ),
        records=SimpleNamespace(mentions=mentions),
    )


def meeting(first, last=""):
    return SimpleNamespace(
        meeting_id="m", earliest=pd.Timestamp(first or None), latest=pd.Timestamp(last or first or None)
    )


@pytest.mark.parametrize(
    ("days", "reports", "office"),
    [
        (("2016-11-30",), {"then": "held"}, "President-elect"),
        (("2018-07-16",), {"after": "held"}, "President"),
        (("2018-07-01", "2018-07-31"), {"after": "recalled"}, "President"),  # within sixty days
        (("2018-07-16",), {"then": "announced"}, ""),  # written too long before
        (("2016-11-30",), {"after": "recalled"}, ""),  # what somebody is now they were not then
        (("2017-01-25",), {"then": "announced"}, "President"),  # an elect is none once the day has come
        (("",), {"after": "announced"}, "President"),  # no day told: the news counts
        (("",), {"after": "recalled"}, ""),
        (("2018-07-16",), {"undated": "recalled", "after": "held"}, "President"),
        (("2018-07-16",), {}, ""),
    ],
)
def test_the_office_is_that_of_the_day_or_left_out(days, reports, office):
    assert office_at(study(**reports), "lund", meeting(*days)) == office


def test_an_article_gives_the_office_it_prints_and_no_counterpart():
    told = study()
    assert office_in(told, "lund", "then") == "President-elect" and office_in(told, "kone", "then") == ""
    only = told.records.mentions["after"][0]
    told.records.mentions["after"] = (replace(only, role="counterpart"),)
    assert office_in(told, "lund", "after") == ""
    told.records.mentions["after"] = (replace(only, kind="role", role="prime minister"),)
    assert office_in(told, "lund", "after") == "prime minister"


def test_a_day_of_the_table_or_a_date_will_do():
    told = study(after="held")
    day = date(2018, 7, 16)
    assert office_at(told, "lund", SimpleNamespace(meeting_id="m", earliest=day, latest=day)) == "President"
