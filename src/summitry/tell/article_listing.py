"""The tables of one article's page: who says what, which meetings, people, places, times and themes stand in it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitry.tell.addresses import dossier_page
from summitry.tell.describe.sentence import passages_of, row_passages
from summitry.tell.display import Link, Places
from summitry.tell.listing import list_codes, list_statements, order_statements
from summitry.tell.offices import office_in
from summitry.tell.words import is_missing, say_days, say_place


def list_article_meetings(study: Any, article_id: str) -> pd.DataFrame:
    """Meeting, Says, Where, Words: the meetings one article tells of; the first leads to the meeting's dossier."""
    rows = study.reports[study.reports.article_id == article_id]
    return pd.DataFrame(
        [
            {
                "Meeting": Link(
                    page=dossier_page(r.meeting_id), words=say_days(r.earliest, r.latest, unknown="no day given")
                ),
                "Who": r.participants.replace(";", ","),
                "Where": say_place(r),
                "Says": r.status,
                "Words": passages_of(study, article_id, r.passages),
            }
            for r in rows.itertuples()
        ],
        columns=["Meeting", "Who", "Where", "Says", "Words"],
    )


def list_article_people(study: Any, article_id: str) -> pd.DataFrame:
    """Person, Role, Country, Named: the people one article names, in the order in which they come, with every place.

    Role is the office this article gives them; one person may have another in another year.
    """
    people = study.people.set_index("person_id")
    rows = study.mentions[(study.mentions.article_id == article_id) & study.mentions.person_id.isin(people.index)]
    rows = rows[rows.kind != "pronoun"]
    return pd.DataFrame(
        [
            {
                "Person": people.name[key],
                "Role": office_in(study, key, article_id),
                "Country": people.country[key],
                "Named": Places(passages=row_passages(study, group.itertuples())),
            }
            for key, group in rows.groupby("person_id", sort=False)
        ],
        columns=["Person", "Role", "Country", "Named"],
    )


def list_article_places(study: Any, article_id: str) -> pd.DataFrame:
    """Place, Country, Named: the places named in one article, in the order in which they come."""
    rows = study.places[study.places.article_id == article_id]
    return pd.DataFrame(
        [
            {
                "Place": place,
                "Country": "" if is_missing(country) or country == place else country,
                "Named": Places(passages=row_passages(study, group.itertuples())),
            }
            for (place, country), group in rows.groupby(["place", "country"], sort=False)
        ],
        columns=["Place", "Country", "Named"],
    )


def list_article_statements(study: Any, article_id: str) -> pd.DataFrame:
    """Who, To, Words, Form, Through: the statements of one article."""
    listed = list_statements(study)
    keep = [row.article_id == article_id for row in order_statements(study).itertuples()]
    return (
        listed[pd.Series(keep, index=listed.index, dtype=bool)]
        .drop(columns=["Occasion", "Article"])
        .reset_index(drop=True)
    )


RECKONED_FROM = {
    "none": "",
    "publication": "the day of publication",
    "speech": "the day it was said",
    "narrative": "a time told before",
    "caption": "the caption's date",
    "chronology": "a chronology of public events (outside knowledge)",
}


def list_article_times(study: Any, article_id: str) -> pd.DataFrame:
    """Words, Days, ISO value, Reckoned from: the expressions of time of one article."""
    rows = study.times[study.times.article_id == article_id]
    return pd.DataFrame(
        [
            {
                "Words": study.article(article_id).passage(int(r.start), int(r.end)),
                "Days": say_days(r.earliest, r.latest, weekday=True, unknown=""),
                "ISO value": r.value,
                "Reckoned from": RECKONED_FROM.get(r.anchor, r.anchor),
            }
            for r in rows.itertuples()
        ],
        columns=["Words", "Days", "ISO value", "Reckoned from"],
    )


def list_article_codes(study: Any, article_id: str) -> pd.DataFrame:
    """Theme, Words, Whose words, Indicated by: the coded sentences of one article."""
    listed = list_codes(study)
    keep = list(study.codes.article_id == article_id)
    return listed[pd.Series(keep, index=listed.index, dtype=bool)].drop(columns=["Article"]).reset_index(drop=True)
