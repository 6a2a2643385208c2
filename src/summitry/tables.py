"""The tables: records <-> DataFrames <-> CSV and Parquet. The schema of every table stands here and only here.

Names and columns are a contract with outside readers. Days are ISO dates in CSV and datetime64 in Parquet, offsets
are code points into the decoded article, half-open; a list of people or terms is joined with "; "; an empty cell
means "not told" or "not sure", never "none".
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from summitry.records import UNKNOWN_DAYS, Article, Basis, Dating, Discrepancy, MeetingReport, Person, Statement
from summitry.visible import guard_cell

# column -> (type, what it holds). Types: text, int, float, day, flag.
SCHEMA: dict[str, dict[str, tuple[str, str]]] = {
    "articles": {
        "article_id": ("text", "the file's stem"),
        "file": ("text", "file name in the corpus"),
        "sha256": ("text", "digest of the file's bytes"),
        "title": ("text", "from metadata, else the page's title segment"),
        "publisher": ("text", "from metadata"),
        "url": ("text", "from metadata"),
        "published_earliest": ("day", "first day on which the article can have been published"),
        "published_latest": ("day", "last such day"),
        "published_basis": ("text", "metadata, or the evidence that dates the article"),
        "words": ("int", "words of title, deck, captions and body, repeated captions counted once"),
    },
    "segments": {
        "article_id": ("text", "article"),
        "kind": ("text", "title, deck, dateline, byline, caption, credit, body, notice or chrome"),
        "start": ("int", "first code point"),
        "end": ("int", "one past the last code point"),
        "text": ("text", "as printed"),
        "repeats": ("int", "start of the earlier segment whose words this one says again"),
    },
    "people": {
        "person_id": ("text", "slug of the name"),
        "name": ("text", "the form a reader expects"),
        "role": ("text", "office or function as the articles give it"),
        "country": ("text", "country the role belongs to"),
        "aliases": ("text", "forms found in the articles"),
        "articles": ("text", "articles that name the person"),
    },
    "mentions": {
        "article_id": ("text", "article"),
        "start": ("int", "first code point"),
        "end": ("int", "one past the last code point"),
        "text": ("text", "as printed"),
        "kind": ("text", "name, role, group or pronoun"),
        "person_id": ("text", "who is meant, if it can be told"),
    },
    "times": {
        "article_id": ("text", "article"),
        "start": ("int", "first code point"),
        "end": ("int", "one past the last code point"),
        "text": ("text", "as printed"),
        "type": ("text", "DATE, TIME, DURATION or SET (TIMEX3)"),
        "value": ("text", "TIMEX3 value"),
        "earliest": ("day", "first day meant"),
        "latest": ("day", "last day meant"),
        "anchor": ("text", "what the value was reckoned from"),
        "rule": ("text", "the rule that fired"),
    },
    "places": {
        "article_id": ("text", "article"),
        "start": ("int", "first code point"),
        "end": ("int", "one past the last code point"),
        "text": ("text", "as printed"),
        "place": ("text", "name in the gazetteer"),
        "country": ("text", "country"),
        "latitude": ("float", "degrees north"),
        "longitude": ("float", "degrees east"),
    },
    "statements": {
        "statement_id": ("text", "article and running number"),
        "article_id": ("text", "article"),
        "form": ("text", "direct, indirect, mixed or transcript"),
        "contents": ("text", "JSON list of [start, end]: the pieces of what was said"),
        "text": ("text", "what was said, as printed"),
        "speaker": ("text", "person, or source as described"),
        "speaker_start": ("int", "first code point of the source phrase"),
        "speaker_end": ("int", "one past its last code point"),
        "cue": ("text", "the words that report speech"),
        "cue_start": ("int", "first code point of the cue"),
        "cue_end": ("int", "one past its last code point"),
        "addressee": ("text", "to whom"),
        "via": ("text", "the chain through which it reached the article, nearest to the speaker first"),
        "occasion": ("text", "when or where it was said, as printed"),
        "meeting_id": ("text", "the meeting it belongs to"),
        "tier": ("text", "speech, or attitude (belief, intention, judgement)"),
        "earliest": ("day", "first day on which it can have been said"),
        "latest": ("day", "last such day"),
    },
    "reports": {
        "article_id": ("text", "article"),
        "meeting_id": ("text", "row of meetings"),
        "participants": ("text", "names"),
        "earliest": ("day", "first day of the meeting"),
        "latest": ("day", "last day of the meeting"),
        "city": ("text", "city"),
        "country": ("text", "country"),
        "venue": ("text", "building or square"),
        "format": ("text", "in_person, phone, video or sidelines"),
        "status": ("text", "announced, held, recalled or cancelled, as of the article"),
        "occasion": ("text", "what brought them together, as told"),
        "passages": ("text", "JSON list of [start, end]"),
        "rule": ("text", "the rules that fired"),
        "attendees": ("text", "who else was there, names"),
        "is_news": ("flag", "whether it is the meeting the article is about"),
        "reported_earliest": ("day", "first day on which the article can have been published"),
        "reported_latest": ("day", "last such day"),
        "duration": ("text", "how long it lasted, as printed"),
    },
    "meetings": {
        "meeting_id": ("text", "day, place and family names"),
        "participants": ("text", "names"),
        "earliest": ("day", "first day, over all reports"),
        "latest": ("day", "last day, over all reports"),
        "city": ("text", "city"),
        "country": ("text", "country"),
        "venue": ("text", "building or square"),
        "format": ("text", "in_person, phone, video or sidelines"),
        "status": ("text", "what is known in the end"),
        "status_history": ("text", "article: status, in order of publication"),
        "occasion": ("text", "what brought them together"),
        "articles": ("text", "articles that tell of it"),
        "n_reports": ("int", "number of articles that tell of it"),
        "may_be": ("text", "JSON list of [meeting_id, reason]: rows that may be the same meeting, undecided"),
    },
    "codes": {
        "article_id": ("text", "article"),
        "start": ("int", "first code point of the coded sentence"),
        "end": ("int", "one past its last code point"),
        "theme": ("text", "top-level id of the codebook"),
        "subtheme": ("text", "id below it"),
        "speaker": ("text", "whose words, if the sentence reports speech"),
        "meeting_id": ("text", "the meeting the sentence belongs to"),
        "terms": ("text", "the words that indicated the theme"),
        "form": ("text", "direct, indirect, mixed, transcript or narration"),
    },
    "findings": {
        "finding_id": ("text", "id"),
        "statement": ("text", "the sentence"),
        "holds": ("flag", "whether the tables support it"),
        "strength": ("float", "0 to 1"),
        "evidence": ("text", "JSON list of [article_id, start, end]"),
    },
    "dating": {
        "article_id": ("text", "article"),
        "start": ("int", "first code point of the passage"),
        "end": ("int", "one past its last code point"),
        "text": ("text", "the passage"),
        "rule": ("text", "what it says about the day of publication"),
        "tier": ("text", "text, feast, office, chronology, articles or metadata"),
        "days_before": ("int", "candidate days before it is heard"),
        "days_after": ("int", "candidate days after"),
        "strength": ("float", "0 to 1"),
        "outside": ("flag", "rests on knowledge from outside the articles"),
        "source": ("text", "where that knowledge comes from"),
        "used": ("flag", "false where stronger evidence contradicts it"),
        "words": ("text", "the words that tell, where they stand in several places"),
        "against": ("text", "the stronger evidence it contradicts, where it is not used"),
    },
    "claims": {
        "article_id": ("text", "article"),
        "start": ("int", "first code point"),
        "end": ("int", "one past the last code point"),
        "text": ("text", "the claim as printed"),
        "kind": ("text", "count, first_since, last_met or nth"),
        "claimed": ("text", "what is claimed"),
        "against": ("text", "ledger or public record"),
        "verdict": ("text", "supported, contradicted or cannot be told"),
        "arithmetic": ("text", "the reckoning in words"),
    },
    "discrepancies": {
        "kind": ("text", "day, place, venue, format, count, initiative, event, name, or open (could not be decided)"),
        "about": ("text", "row of meetings, person or claim"),
        "versions": ("text", "what is told, each with the articles that tell it"),
        "weight": ("float", "how much hangs on it, 0 to 1"),
        "note": ("text", "what is known besides, and from where"),
        "passages": ("text", "JSON list of [version, article_id, start, end]"),
    },
    "basis": {
        "meeting_id": ("text", "row of meetings"),
        "point": ("text", "day, town, venue or form"),
        "value": ("text", "the town, venue or form told"),
        "earliest": ("day", "first day told"),
        "latest": ("day", "last day told"),
        "kept": ("flag", "whether it is the version of the ledger"),
        "articles": ("text", "articles that tell this version"),
        "reason": ("text", "how the words were read"),
        "words": ("text", "JSON list of [article_id, start, end]: the words that tell it"),
    },
    "coverage": {
        "earliest": ("day", "first day of the meeting"),
        "latest": ("day", "last day of the meeting"),
        "participants": ("text", "names"),
        "format": ("text", "in_person, sidelines, phone, video or cancelled"),
        "city": ("text", "city"),
        "occasion": ("text", "what it was about"),
        "coverage": ("text", "documented, recalled, missing, later; not on record, outside the record, cannot be told"),
        "meeting_id": ("text", "row of meetings"),
        "articles": ("text", "articles that tell of it"),
        "source": ("text", "where the public record has it from (outside knowledge)"),
    },
    "stances": {
        "stance_id": ("text", "article and running number"),
        "article_id": ("text", "article"),
        "start": ("int", "first code point of the clause that states it"),
        "end": ("int", "one past its last code point"),
        "text": ("text", "the clause as printed"),
        "stance": ("text", "threat, praise, demand, commitment or denial"),
        "holder": ("text", "whose stance: a person, or the source as described"),
        "target": ("text", "towards whom or what: a name, else the phrase as printed"),
        "cue": ("text", "the words that show it"),
        "rule": ("text", "the rule that fired"),
        "statement_id": ("text", "the statement it was read in, if any"),
        "meeting_id": ("text", "the meeting it belongs to"),
        "theme": ("text", "themes of the codebook that the clause touches"),
    },
}

_DTYPES = {"text": "object", "int": "Int64", "float": "float64", "day": "datetime64[s]", "flag": "bool"}


def tabulate(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows -> the DataFrame of table `name`, with exactly its columns, in its order and types.

    Missing keys become empty cells. Raises KeyError for a table that is not in the schema.
    """
    columns = SCHEMA[name]
    rows = list(rows)
    return pd.DataFrame({c: _column([row.get(c) for row in rows], kind) for c, (kind, _) in columns.items()})


def _column(cells: Sequence[Any], kind: str) -> pd.Series:
    if kind == "day":
        return pd.Series([pd.NaT if c is None else pd.Timestamp(c) for c in cells], dtype=_DTYPES[kind])
    if kind == "float":
        return pd.Series([float("nan") if c is None else float(c) for c in cells], dtype=_DTYPES[kind])
    if kind == "int":
        return pd.Series([pd.NA if c is None else int(c) for c in cells], dtype=_DTYPES[kind])
    if kind == "flag":
        return pd.Series([bool(c) for c in cells], dtype=_DTYPES[kind])
    return pd.Series(["" if c is None else str(c) for c in cells], dtype=_DTYPES[kind])


def record_rows(records: Iterable[Any]) -> list[dict[str, Any]]:
    """Records -> rows under the names of their fields (for tables whose columns are those fields)."""
    return [{field: getattr(r, field) for field in r.__slots__} for r in records]


def article_rows(articles: Iterable[Article], dating: Mapping[str, Dating]) -> list[dict[str, Any]]:
    """One row per article, with the days it can have been published on."""
    rows = []
    for article in articles:
        dated = dating.get(article.article_id)
        days = dated.days if dated else article.published
        rows.append(
            {
                "article_id": article.article_id,
                "file": article.file,
                "sha256": article.sha256,
                "title": article.title or _first_text(article, "title"),
                "publisher": article.publisher,
                "url": article.url,
                "published_earliest": days.earliest,
                "published_latest": days.latest,
                "published_basis": dated.basis if dated else article.published_basis,
                "words": count_words(article),
            }
        )
    return rows


def count_words(article: Article) -> int:
    """Words of an article's title, deck, captions and body; a repeated caption counts once."""
    kept = (s for s in article.segments if s.kind in ("title", "deck", "caption", "body") and s.repeats is None)
    return sum(len(s.text.split()) for s in kept)


def _first_text(article: Article, kind: str) -> str:
    return next((s.text for s in article.segments if s.kind == kind), "")


def person_rows(people: Iterable[Person]) -> list[dict[str, Any]]:
    return [
        {
            "person_id": p.person_id,
            "name": p.name,
            "role": p.role,
            "country": p.country,
            "aliases": "; ".join(p.aliases),
            "articles": "; ".join(p.articles),
        }
        for p in people
    ]


def statement_rows(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    return [row | {"contents": json.dumps(row["contents"])} for row in record_rows(statements)]


def report_rows(reports: Iterable[MeetingReport], dating: Mapping[str, Dating]) -> list[dict[str, Any]]:
    """One row per article and meeting, with the days on which the article can have been published."""
    written = {key: dated.days for key, dated in dating.items()}
    return [
        row
        | {
            "reported_earliest": written.get(row["article_id"], UNKNOWN_DAYS).earliest,
            "reported_latest": written.get(row["article_id"], UNKNOWN_DAYS).latest,
            "participants": "; ".join(row["participants"]),
            "passages": json.dumps(row["passages"]),
            "attendees": "; ".join(row["attendees"]),
        }
        for row in record_rows(reports)
    ]


def meeting_rows(meetings: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        row
        | {
            "participants": "; ".join(row["participants"]),
            "status_history": "; ".join(f"{article}: {status}" for article, status in row["status_history"]),
            "articles": "; ".join(row["articles"]),
            "may_be": json.dumps(row["may_be"]) if row["may_be"] else "",
        }
        for row in record_rows(meetings)
    ]


def basis_rows(basis: Iterable[Basis]) -> list[dict[str, Any]]:
    return [
        row
        | {
            "articles": "; ".join(row["articles"]),
            "words": json.dumps([[p.article_id, p.start, p.end] for p in row["words"]]),
        }
        for row in record_rows(basis)
    ]


def code_rows(codes: Iterable[Any]) -> list[dict[str, Any]]:
    return [row | {"terms": "; ".join(row["terms"])} for row in record_rows(codes)]


def finding_rows(findings: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        row | {"evidence": json.dumps([[p.article_id, p.start, p.end] for p in row["evidence"]])}
        for row in record_rows(findings)
    ]


def discrepancy_rows(discrepancies: Iterable[Discrepancy]) -> list[dict[str, Any]]:
    """One row per discrepancy; its versions in words and, as JSON, with the passages of each."""
    rows = []
    for found in discrepancies:
        told = [f"{value} ({', '.join(dict.fromkeys(p.article_id for p in ps))})" for value, ps in found.versions]
        passages = [[value, p.article_id, p.start, p.end] for value, ps in found.versions for p in ps]
        row = {"kind": found.kind, "about": found.about, "weight": found.weight, "note": found.note}
        rows.append(row | {"versions": "; ".join(told), "passages": json.dumps(passages, ensure_ascii=False)})
    return rows


def guard_words(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table for a spreadsheet: no cell of words in it begins like a formula (see `visible.guard_cell`)."""
    return frame.assign(
        **{
            column: [guard_cell(cell) if isinstance(cell, str) else cell for cell in frame[column]]
            for column in frame
            if not pd.api.types.is_numeric_dtype(frame[column]) and len(frame)
        }
    )


def write_tables(tables: Mapping[str, pd.DataFrame], out: str | Path, *, file_format: str = "csv") -> list[Path]:
    """Write every table into the folder `out` as <name>.csv or <name>.parquet; each file is whole or not there.

    Returns the paths. Raises ValueError for another format.

    >>> write_tables(summitry.analyse("seeds").tables(), "tables", file_format="parquet")  # doctest: +SKIP
    """
    if file_format not in ("csv", "parquet"):
        raise ValueError(f"tables can be written as csv or parquet, not as {file_format!r}")
    return write_files({f"{name}.{file_format}": _encode(frame, file_format) for name, frame in tables.items()}, out)


def _encode(frame: pd.DataFrame, file_format: str) -> bytes:
    if file_format == "csv":
        return frame.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode()
    return frame.to_parquet(index=False)


def write_files(files: Mapping[str, bytes], out: str | Path) -> list[Path]:
    """Write files into the folder `out`, all of them or none; returns their paths."""
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=out, prefix=".writing-"))
    try:
        for name, data in files.items():
            (scratch / name).write_bytes(data)
        for name in files:
            os.replace(scratch / name, out / name)
        return [out / name for name in files]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
