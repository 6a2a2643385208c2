"""The reports as events of the CAMEO and PLOVER codebooks, from which data sets like GDELT, ICEWS and POLECAT are made.

Such events have a source and a target: every report gives one row for each ordered pair of its participants. Which
code a row gets follows from the report's status and form and from whose country it was in; the mapping is data
(`knowledge/event_codes.csv`), with the codebooks' own names.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pandas as pd

from summitry.knowledge import read_rows

# column -> (type, what it holds), as in tables.SCHEMA
EVENT_COLUMNS = {
    "article_id": ("text", "article that reports it"),
    "meeting_id": ("text", "row of meetings"),
    "source": ("text", "participant"),
    "source_country": ("text", "country of the participant's office"),
    "target": ("text", "the other participant"),
    "target_country": ("text", "country of the other's office"),
    "earliest": ("day", "first day of the meeting, as reported"),
    "latest": ("day", "last such day"),
    "country": ("text", "where it was"),
    "format": ("text", "in_person, phone, video or sidelines"),
    "status": ("text", "announced, held, recalled or cancelled, as of the article"),
    "cameo": ("text", "CAMEO event code"),
    "cameo_name": ("text", "its name in the codebook"),
    "plover": ("text", "PLOVER event type"),
    "plover_mode": ("text", "PLOVER mode, where the type has one that fits"),
}


def list_events(study: Any) -> pd.DataFrame:
    """One row per report and ordered pair of participants, with the columns of EVENT_COLUMNS.

    >>> list_events(study)[["source", "target", "cameo", "plover"]]  # doctest: +SKIP
    """
    countries = dict(zip(study.people.name, study.people.country, strict=True))
    rows = []
    for report in study.reports.to_dict("records"):
        names = [name.strip() for name in report["participants"].split(";") if name.strip()]
        for source, target in permutations(names, 2):
            homes = {"source_country": countries.get(source) or "", "target_country": countries.get(target) or ""}
            where = whose_place(report["country"], *homes.values())
            code = code_event(report["status"], report["format"], len(names), where)
            rows.append(report | {"source": source, "target": target} | homes | code)
    return pd.DataFrame(rows, columns=list(EVENT_COLUMNS))


def code_event(status: str, form: str, parties: int, where: str) -> dict[str, str]:
    """The codes of one directed event: cameo, cameo_name, plover, plover_mode; all empty where no row fits.

    >>> code_event("held", "in_person", 2, "third")["plover_mode"]
    'third-party'
    """
    number = "two" if parties == 2 else "many"
    asked = {"status": status, "format": form, "parties": number, "where": where}
    fields = ("cameo", "cameo_name", "plover", "plover_mode")
    for row in read_rows("event_codes", required=("status", "format", "parties", "where", "cameo", "plover", "source")):
        if all(row[key] == "any" or value in row[key].split() for key, value in asked.items()):
            return {field: row[field] for field in fields}
    return dict.fromkeys(fields, "")


def whose_place(country: str, source_country: str, target_country: str) -> str:
    """Whether the source was host or guest, or both met in a third country; "unknown" unless all three are known."""
    if not (country and source_country and target_country) or source_country == target_country:
        return "unknown"
    return {source_country: "host", target_country: "guest"}.get(country, "third")
