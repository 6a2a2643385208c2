"""The tables of one article's page: who says what in it, which times are meant, which themes come up."""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitry.tell.listing import list_codes, list_statements, order_statements
from summitry.tell.words import say_days


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
