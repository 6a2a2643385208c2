"""Trips of leaders: who travelled where, when, to meet whom, as far as the ledger tells.

The rows are of the kind that data sets of leaders' travel hold (COLT, the Country and Organizational Leader Travel
data set of the Pardee Center, University of Denver): one traveller, one destination, its days. A meeting in person
in a country that is not the one a participant holds office in is a trip of that participant. Where the journey began
is not told by the articles: the country of the office stands for it, and the column `basis` says so.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from summitry.tell.counts import order_meetings
from summitry.tell.offices import office_at
from summitry.tell.words import split_names

IN_PERSON = ("in_person", "sidelines")
# column -> (type, what it holds), as in tables.SCHEMA
TRIP_COLUMNS = {
    "traveller": ("text", "who travelled"),
    "role": ("text", "office or function, as printed in an article of about that day"),
    "from_country": ("text", "country of that office, taken as where the trip began (inferred, not told)"),
    "to_city": ("text", "where the meeting was, city"),
    "to_country": ("text", "where the meeting was, country"),
    "earliest": ("day", "first day of the meeting; the trip may have begun before"),
    "latest": ("day", "last day of the meeting; the trip may have ended later"),
    "status": ("text", "announced (a trip still ahead when told of) or held"),
    "to_meet": ("text", "the other participants"),
    "meeting_id": ("text", "row of meetings; several where they fall on the same days and place"),
    "articles": ("text", "articles that tell of it"),
    "basis": ("text", "why this is a trip, in words"),
    "passages": ("text", "JSON list of [article_id, start, end]: the words that tell of the meeting"),
}


def list_trips(study: Any) -> pd.DataFrame:
    """One row per participant of a meeting abroad, meetings in order of day, with the columns of TRIP_COLUMNS.

    No row for a call, a meeting that was called off, one whose country is not told, or a person whose country is not.

    >>> list_trips(study)[["traveller", "from_country", "to_city", "earliest"]]  # doctest: +SKIP
    """
    people = {person.name: person for person in study.people.itertuples()}
    rows = []
    for meeting in order_meetings(study.meetings).itertuples():
        if meeting.format not in IN_PERSON or meeting.status == "cancelled" or not meeting.country:
            continue
        names = split_names(meeting.participants)
        for name in names:
            home = people[name].country if name in people else ""
            if home and home != meeting.country:
                others = [other for other in names if other != name]
                rows.append(_trip(study, meeting, people[name]) | {"to_meet": others})
    return pd.DataFrame([_told(row) for row in _one_trip_each(rows)], columns=list(TRIP_COLUMNS))


def _one_trip_each(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Meetings of one traveller at one place within the same bounded days are one trip."""
    trips: dict[Any, dict[str, Any]] = {}
    for n, row in enumerate(rows):
        dated = row["earliest"] == row["earliest"] and row["latest"] == row["latest"]
        key = tuple(row[c] for c in ("traveller", "to_city", "to_country", "earliest", "latest")) if dated else n
        trip = trips.setdefault(key, row)
        if trip is not row:
            trip |= {c: list(dict.fromkeys(trip[c] + row[c])) for c in ("to_meet", "meeting_id", "articles")}
            trip["passages"] = trip["passages"] + [p for p in row["passages"] if p not in trip["passages"]]
            trip["status"] = max(trip["status"], row["status"])  # held, where one of them is
    return list(trips.values())


def _told(row: dict[str, Any]) -> dict[str, Any]:
    lists = {c: "; ".join(row[c]) for c in ("to_meet", "meeting_id", "articles")}
    return row | lists | {"passages": json.dumps(row["passages"])}


def _trip(study: Any, meeting: Any, person: Any) -> dict[str, Any]:
    place = f"{meeting.city}, {meeting.country}" if meeting.city else meeting.country
    role = office_at(study, person.person_id, meeting) or None
    office = f"holds office in {person.country}" + (f" ({role})" if role else "")
    return {
        "traveller": person.name,
        "role": role,
        "from_country": person.country,
        "to_city": meeting.city,
        "to_country": meeting.country,
        "earliest": meeting.earliest,
        "latest": meeting.latest,
        "status": "announced" if meeting.status == "announced" else "held",
        "meeting_id": [meeting.meeting_id],
        "articles": split_names(meeting.articles),
        "basis": f"meeting in person in {place}; {person.name} {office}",
        "passages": _passages(study, meeting.meeting_id),
    }


def _passages(study: Any, meeting_id: str) -> list[list[Any]]:
    reports = study.reports[study.reports.meeting_id == meeting_id]
    return [[r.article_id, start, end] for r in reports.itertuples() for start, end in json.loads(r.passages or "[]")]
