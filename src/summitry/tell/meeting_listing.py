"""The ledger as tables for readers: meetings, what each rests on, their histories, claims, discrepancies, coverage.

Every function takes a study and gives a DataFrame for `show_table`. A meeting leads to its dossier, a status to the
words of the article that gives it.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from summitry.knowledge.public_record import IN_PERSON, count_by_start, read_public_record
from summitry.records import DayRange, Passage
from summitry.tell.addresses import dossier_page, passage_link
from summitry.tell.counts import order_meetings
from summitry.tell.dating_words import say_reckoning
from summitry.tell.describe.sentence import passages_of, row_passages
from summitry.tell.display import Link
from summitry.tell.words import (
    FORM_WORDS,
    MONTHS,
    as_day,
    capitalise,
    clip,
    family_names,
    has_people,
    is_missing,
    label_articles,
    say_count,
    say_days,
    say_list,
    say_place,
    split_names,
)

LAST_WORD = {
    "held": "held", "announced": "announced only", "recalled": "held", "cancelled": "called off",
}  # fmt: skip
DIFFER = {
    "day": "Day", "place": "Town", "venue": "Venue", "format": "Kind of meeting", "count": "Count",
    "initiative": "Initiative", "event": "Event", "name": "Name", "open": "One or two",
}  # fmt: skip
COVERED = {
    "documented": "documented", "recalled": "only recalled", "missing": "missed",
    "not on record": "not on the record", "outside the record": "outside the record’s days",
    "cannot be told": "cannot be told",
}  # fmt: skip


class NoSuchMeetingError(ValueError):
    """A meeting id that the ledger does not have; the message says which come near."""


def list_meetings(study: Any) -> pd.DataFrame:
    """When (the dossier), Who, Where, Form, Last word, Occasion, Told by: the ledger, in order of day."""
    names = family_names(name for cell in study.meetings.participants for name in split_names(cell))
    told = reports_in_order(study)
    rows = [
        {
            "When": meeting_link(m, weekday=True),
            "Who": say_list([names.get(name, name) for name in split_names(m.participants)]),
            "Where": ", ".join(part for part in (m.venue, say_place(m)) if part),
            "Form": FORM_WORDS.get(m.format, "in person"),
            "Last word": LAST_WORD.get(m.status, m.status),
            "Occasion": m.occasion,
            "Told by": tuple(r["link"] for r in told.get(m.meeting_id, ())),
        }
        for m in order_meetings(study.meetings).itertuples()
    ]
    return pd.DataFrame(rows, columns=["When", "Who", "Where", "Form", "Last word", "Occasion", "Told by"])


def meeting_link(meeting: Any, *, weekday: bool = False) -> Link:
    """A meeting by its day, leading to its dossier."""
    words = say_days(meeting.earliest, meeting.latest, weekday=weekday, unknown="no day told")
    return Link(page=dossier_page(meeting.meeting_id), words=words)


def reports_in_order(study: Any) -> dict[str, list[dict[str, Any]]]:
    """{meeting_id: its reports in order of publication}, each as a row with its passages, label and link."""
    labels = label_articles(study.articles)
    order = {key: n for n, key in enumerate(labels)}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(study.reports.to_dict("records"), key=lambda r: (order[r["article_id"]], r["passages"])):
        passages = passages_of(study, row["article_id"], row["passages"])
        label = labels[row["article_id"]]
        words = f"{row['status']}, {label}"
        link = Link(page=passage_link(passages[0]), words=words) if passages else words
        found.setdefault(row["meeting_id"], []).append(row | {"words": passages, "label": label, "link": link})
    return found


def list_basis(study: Any) -> pd.DataFrame:
    """Meeting, Day, Place, Also told as: one row per meeting, in order of day."""
    by_meeting: dict[str, list[Any]] = {}
    for row in study.basis.itertuples():
        by_meeting.setdefault(row.meeting_id, []).append(row)
    rows = []
    for meeting in order_meetings(study.meetings).itertuples():
        basis = by_meeting.get(meeting.meeting_id, [])
        rows.append(
            {
                "Meeting": meeting_link(meeting),
                "Day": _say_grounds(study, [b for b in basis if b.point == "day" and b.kept]),
                "Place": _say_grounds(study, [b for b in basis if b.point in PLACE and b.kept]),
                "Also told as": tuple(say_version(study, b) for b in basis if not b.kept),
            }
        )
    return pd.DataFrame(rows, columns=["Meeting", "Day", "Place", "Also told as"])


PLACE = ("town", "venue")
MOST_WORDS = 3


def _say_grounds(study: Any, basis: Sequence[Any]) -> tuple[Any, ...]:
    """The words a point rests on, each a link, one of a kind; then how they were read."""
    cells: list[Any] = []
    for row in basis:
        cells += distinct_links(basis_words(study, row))[:MOST_WORDS]
        if row.reason:
            cells.append(row.reason)
    return tuple(cells)


def basis_words(study: Any, row: Any) -> tuple[Passage, ...]:
    """The passages of a row of `basis`."""
    return tuple(study.article(key).passage(start, end) for key, start, end in json.loads(row.words))


def distinct_links(passages: Iterable[Passage]) -> list[Link]:
    """One link for each wording, to the first passage that has it."""
    first: dict[str, Passage] = {}
    for passage in passages:
        first.setdefault(" ".join(passage.text.split()).casefold(), passage)
    return [Link(page=passage_link(p), words=f"“{clip(p.text, 60)}”") for p in first.values()]


def say_version(study: Any, row: Any) -> str:
    """Another version of a point: "23 August 2017 (Aug 2017, Jan 2018)"."""
    value = (
        say_days(row.earliest, row.latest, unknown="no day")
        if row.point == "day"
        else FORM_WORDS.get(row.value, row.value)
    )
    value = value.replace("in_person", "in person")
    return f"{value} ({say_tellers(study, split_names(row.articles))})"


def list_histories(study: Any) -> pd.DataFrame:
    """Meeting, Status, Reported, Article, Words: meetings that several articles tell of, report by report."""
    told, titles = reports_in_order(study), dict(zip(study.articles.article_id, study.articles.title, strict=True))
    rows = []
    for meeting in order_meetings(study.meetings).itertuples():
        reports = told.get(meeting.meeting_id, [])
        for report in reports if len(reports) > 1 else []:
            rows.append(
                {
                    "Meeting": meeting_link(meeting),
                    "Article": titles.get(report["article_id"]) or report["label"],
                    "Reported": say_written(study, report["article_id"]),
                    "Status": report["status"],
                    "Words": report["words"][:1],
                }
            )
    return pd.DataFrame(rows, columns=["Meeting", "Article", "Reported", "Status", "Words"])


def say_written(study: Any, article_id: str) -> str:
    """When an article was published: "20 August 2017", "15–17 April 2016", "not known"."""
    row = study.articles[study.articles.article_id == article_id].iloc[0]
    return say_days(row.published_earliest, row.published_latest)


def list_reports(study: Any, meeting_id: str) -> pd.DataFrame:
    """Article, Says, When, Where, Words: what each article tells of one meeting."""
    return pd.DataFrame(
        [
            {
                "Article": r["label"],
                "Says": r["status"],
                "When": say_days(r["earliest"], r["latest"], weekday=True, unknown="no day"),
                "Where": ", ".join(part for part in (r["venue"], r["city"] or r["country"]) if part),
                "Words": tuple(p for p in r["words"] if not _is_repeated(study, p)),
            }
            for r in reports_in_order(study).get(meeting_id, [])
        ],
        columns=["Article", "Says", "When", "Where", "Words"],
    )


def _is_repeated(study: Any, passage: Passage) -> bool:
    """Whether words stand in a caption or line that the page prints a second time."""
    segment = study.article(passage.article_id).segment_at(passage.start)
    return segment is not None and segment.repeats is not None


AGAINST = {"ledger": "The ledger", "public record": "The public record (outside knowledge)"}


def list_claims(study: Any) -> pd.DataFrame:
    """Claim, Article, The ledger, The public record: one row per claim, counts first, with verdict and arithmetic."""
    labels = label_articles(study.articles)
    rows: dict[tuple, dict[str, Any]] = {}
    for row in study.claims.sort_values("kind", key=lambda c: c != "count", kind="stable").itertuples():
        key = (row.article_id, row.start, row.kind)
        claim = rows.setdefault(key, {"Claim": row_passages(study, [row])[0], "Article": labels[row.article_id]})
        reckoning = say_reckoning(row.arithmetic, study.meetings).split("; by start month")[0]
        claim[AGAINST[row.against]] = f"{capitalise(row.verdict)}. {capitalise(reckoning)}."
    return pd.DataFrame(list(rows.values()), columns=["Claim", "Article", *AGAINST.values()])


def list_starts(study: Any) -> pd.DataFrame:
    """Counting from, Meetings, Fits: for each count of meetings, which start month of the public record reaches it."""
    rows = []
    record = read_public_record()
    for claim in study.claims[(study.claims.kind == "count") & (study.claims.against == "public record")].itertuples():
        number = claim.claimed.split()[0]
        meeting = _meeting_of_claim(study, claim)
        if not number.isdigit() or "meeting" not in claim.claimed or meeting is None:
            continue
        counts = count_by_start(record, split_names(meeting.participants), as_day(meeting.latest), formats=IN_PERSON)
        for first, last, count in _runs(counts):
            span = first if first == last else f"{first} to {last}"
            fits = f"the {number} claimed" if count == int(number) else ""
            rows.append({"Counting from": span, "Meetings": count, "Fits": fits})
    return pd.DataFrame(rows, columns=["Counting from", "Meetings", "Fits"])


def _meeting_of_claim(study: Any, claim: Any) -> Any:
    """The meeting an article claims something at: the one it is about, of the principals."""
    told = study.reports[(study.reports.article_id == claim.article_id) & study.reports.is_news]
    meetings = study.meetings[study.meetings.meeting_id.isin(told.meeting_id)]
    meetings = meetings[has_people(meetings, study.principals) & meetings.latest.notna()]
    return next(meetings.itertuples(), None)


def _runs(counts: Sequence[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """Months in a row with the same count, as (first, last, count)."""
    runs: list[list[Any]] = []
    for month, count in counts:
        name = f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
        if runs and runs[-1][2] == count:
            runs[-1][1] = name
        else:
            runs.append([name, name, count])
    return [tuple(run) for run in runs]


# The meetings a reckoning counts: they stand in the table of claims.
LISTS = re.compile(r" \((?!outside knowledge)(?:[^()]|\([^()]*\))*\)")


def list_discrepancies(study: Any) -> pd.DataFrame:
    """Point, About, Told as, Note: where articles differ, the graver first, every version linked."""
    ledger = {m.meeting_id: m for m in study.meetings.itertuples()}
    rows = []
    for row in study.discrepancies.itertuples():
        told = tuple(_version_link(study, value, passages) for value, passages in versions_of(study, row).items())
        note = capitalise(LISTS.sub("", say_reckoning(row.note, study.meetings)))
        rows.append({"Point": DIFFER[row.kind], "About": _say_about(row, ledger), "Told as": told, "Note": note})
    return pd.DataFrame(rows, columns=["Point", "About", "Told as", "Note"])


def versions_of(study: Any, row: Any) -> dict[str, list[Passage]]:
    """The versions of a row of `discrepancies`, each with its passages."""
    versions: dict[str, list[Passage]] = {}
    for value, article_id, start, end in json.loads(row.passages):
        versions.setdefault(value, []).append(study.article(article_id).passage(start, end))
    return versions


def _version_link(study: Any, value: str, passages: Sequence[Passage]) -> Link:
    """A version with the articles that tell it, leading to the first: "Oval Office (Nov 2016)"."""
    words = f"{say_reckoning(value, study.meetings)} ({say_tellers(study, [p.article_id for p in passages])})"
    return Link(page=passage_link(passages[0]), words=words)


def say_tellers(study: Any, article_ids: Iterable[str]) -> str:
    """The articles that tell something: up to two by their labels, more by their number."""
    labels, keys = label_articles(study.articles), list(dict.fromkeys(article_ids))
    return say_list([labels.get(key, key) for key in keys]) if len(keys) < 3 else say_count(len(keys), "article")


def _say_about(row: Any, ledger: dict[str, Any]) -> Any:
    meeting = ledger.get(row.about)
    if meeting is None:
        return "how many meetings" if row.kind == "count" else row.about
    place = f" in {say_place(meeting)}" if say_place(meeting) else ""
    words = say_days(meeting.earliest, meeting.latest, unknown="a meeting without a day") + place
    return Link(page=dossier_page(meeting.meeting_id), words=words)


def list_coverage(study: Any, *, recorded: bool = True) -> pd.DataFrame:
    """Day, Form, Place, What for, Here, Told by: the principals' meetings on the public record (outside knowledge) up
    to the last article; or, with `recorded` false, those of the ledger that could not be matched with it."""
    labels, told = label_articles(study.articles), reports_in_order(study)
    rows = []
    for row in covered(study, recorded=recorded).itertuples():
        days = DayRange(earliest=as_day(row.earliest), latest=as_day(row.latest))
        known = not is_missing(row.meeting_id)
        day = say_days(days.earliest, days.latest, unknown="no day told")
        rows.append(
            {
                "Day": Link(page=dossier_page(row.meeting_id), words=day) if known else day,
                "Form": {"cancelled": "called off"}.get(row.format, FORM_WORDS.get(row.format, "in person")),
                "Place": row.city,
                "What for": row.occasion,
                "Here": COVERED[row.coverage],
                "Told by": tuple(r["link"] for r in told.get(row.meeting_id, ()) if r["article_id"] in labels),
            }
        )
    return pd.DataFrame(rows, columns=["Day", "Form", "Place", "What for", "Here", "Told by"])


def covered(study: Any, *, recorded: bool = True) -> pd.DataFrame:
    """The rows of `coverage` of the principals, those on the public record or those that are not, in order of day."""
    rows = study.coverage
    pair = [set(split_names(cell)) == set(study.principals) for cell in rows.participants]
    rows = rows[pd.Series(pair, index=rows.index, dtype=bool)]
    on_record = rows.coverage.isin(["documented", "recalled", "missing"])
    rows = rows[on_record] if recorded else rows[~on_record & (rows.coverage != "later")]
    return rows.sort_values(["earliest", "latest", "format"], kind="stable", na_position="last", ignore_index=True)


def find_meeting(study: Any, meeting_id: str = "") -> Any:
    """The row of one meeting; without an id the one most articles tell of (the latest of these).

    Raises NoSuchMeetingError, with the nearest ids, for an id the ledger does not have.
    """
    meetings = order_meetings(study.meetings)
    if not meeting_id:
        if meetings.empty:
            raise NoSuchMeetingError("meeting_id: no meeting was found in these articles, so there is no dossier")
        return max(enumerate(meetings.itertuples()), key=lambda pair: (pair[1].n_reports, pair[0]))[1]
    for meeting in meetings.itertuples():
        if meeting.meeting_id == meeting_id:
            return meeting
    ids = list(meetings.meeting_id)
    near = difflib.get_close_matches(meeting_id, ids, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(ids[:8]) or 'none'}"
    raise NoSuchMeetingError(f"meeting_id: no meeting is called {meeting_id!r} in these articles; {hint}")
