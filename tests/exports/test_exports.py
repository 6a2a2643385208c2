"""The exports: every passage comes back, every column is explained, and what other programs require is there."""

import csv
import hashlib
import io
import json
import re
from types import SimpleNamespace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from summitry.exports import EXPORTS, write_exports
from summitry.exports.annotations import CONTEXT, annotate_passages, list_spans, read_annotations
from summitry.exports.citations import cite_bibtex, cite_csl
from summitry.exports.dictionary import list_columns
from summitry.exports.events import EVENT_COLUMNS, code_event, list_events, whose_place
from summitry.exports.spreadsheet import FOLDER
from summitry.exports.trips import TRIP_COLUMNS, list_trips
from summitry.knowledge import read_rows
from summitry.read import read_corpus
from summitry.records import Mention
from summitry.tables import SCHEMA, tabulate

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(seeds_study, tmp_path_factory):
    out = tmp_path_factory.mktemp("exports")
    write_exports(seeds_study, out)
    return out


def test_every_file_is_there_and_the_same_twice(seeds_study, folder, tmp_path):
    names = {*EXPORTS, *(f"{t}.{kind}" for t in SCHEMA for kind in ("csv", "parquet"))}
    assert {p.name for p in folder.iterdir()} == {*names, FOLDER}
    for path in write_exports(seeds_study, tmp_path):
        assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes(), path.name


# The data dictionary, column by column


def dictionary(folder):
    told: dict[str, list[dict]] = {}
    for row in csv.DictReader(io.StringIO((folder / "dictionary.csv").read_text("utf-8"))):
        told.setdefault(row["table"], []).append(row)
    return told


FITS = {
    "text": lambda cell: True,
    "whole number": lambda cell: re.fullmatch(r"-?\d+", cell),
    "number": lambda cell: float(cell) is not None,
    "YYYY-MM-DD": lambda cell: re.fullmatch(r"\d{4}-\d\d-\d\d", cell),
    "True or False": lambda cell: cell in ("True", "False"),
}


@pytest.mark.parametrize("table", [*SCHEMA, "events", "trips"])
def test_the_dictionary_tells_every_column_as_it_is(table, folder):
    told = dictionary(folder)[table]
    rows = list(csv.DictReader(io.StringIO((folder / f"{table}.csv").read_text("utf-8"), newline="")))
    assert [t["column"] for t in told] == next(csv.reader(io.StringIO((folder / f"{table}.csv").read_text("utf-8"))))
    for column in told:
        assert column["holds"].strip(), column
        wrong = [
            r[column["column"]] for r in rows if r[column["column"]] and not FITS[column["csv"]](r[column["column"]])
        ]
        assert wrong == [], column
    if table in ("events", "trips"):
        return
    schema = pq.read_schema(folder / f"{table}.parquet")
    assert schema.names == [t["column"] for t in told]
    for column in told:
        stored = str(schema.field(column["column"]).type).replace("large_", "")
        assert stored.split("[")[0] == column["parquet"], column


def test_parquet_holds_what_csv_holds(folder, seeds_study):
    for name, frame in seeds_study.tables().items():
        back = pd.read_parquet(folder / f"{name}.parquet")
        assert back.astype(str).to_csv() == frame.astype(str).to_csv(), name


def test_the_dictionary_follows_the_schema():
    frame = list_columns()
    assert list(frame[frame.table == "meetings"].column) == list(SCHEMA["meetings"])
    assert len(frame) == sum(map(len, SCHEMA.values())) + len(EVENT_COLUMNS) + len(TRIP_COLUMNS)


# W3C Web Annotation: https://www.w3.org/TR/annotation-model/

MOTIVATIONS = re.split(
    r"\s+",
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging",
)
# The terms of the context http://www.w3.org/ns/anno.jsonld that are used; any other key would mean nothing.
TERMS = set(
    re.split(
        r"\s+",
        "@context id type label total first partOf startIndex items generator name motivation body target purpose "
        "format language value source selector scope start end exact prefix suffix",
    )
)
IRI = re.compile(r"(?:urn:uuid:[0-9a-f-]{36}|ni:///sha-256;[A-Za-z0-9_-]{43}|https?://[^\s\"<>]+)")


def check_resource(thing, kind):
    assert thing["type"] == kind, thing
    assert IRI.fullmatch(thing["id"]), thing["id"]


def check_annotation(annotation):
    """What the model requires of an annotation, its bodies and targets, as far as this export has them."""
    check_resource(annotation, "Annotation")
    assert annotation["motivation"] in MOTIVATIONS
    for body in annotation["body"]:
        assert body["type"] == "TextualBody" and isinstance(body["value"], str) and body["purpose"] in MOTIVATIONS
    assert annotation["target"]
    for target in annotation["target"]:
        assert target["type"] == "SpecificResource" and "id" not in target
        check_resource(target["source"], "Text")
        assert IRI.fullmatch(target.get("scope", target["source"]["id"]))
        position, quote = target["selector"]
        assert position["type"] == "TextPositionSelector" and quote["type"] == "TextQuoteSelector"
        assert type(position["start"]) is int and type(position["end"]) is int
        assert 0 <= position["start"] < position["end"] and isinstance(quote["exact"], str)


def keys_of(value):
    if isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from keys_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys_of(part)


def test_annotations_are_what_the_model_requires(folder):
    collection = json.loads((folder / "annotations.jsonld").read_text("utf-8"))
    assert collection["@context"] == CONTEXT
    check_resource(collection, "AnnotationCollection")
    check_resource(collection["first"], "AnnotationPage")
    items = collection["first"]["items"]
    assert collection["total"] == len(items) > 100 and collection["first"]["partOf"] == collection["id"]
    for annotation in items:
        check_annotation(annotation)
    ids = [annotation["id"] for annotation in items]
    assert len(ids) == len(set(ids))
    assert set(keys_of(collection)) <= TERMS


def test_every_passage_comes_back(folder, seeds_study):
    """From the annotations alone, and the files of the corpus, the words are found again; none is missing."""
    collection = json.loads((folder / "annotations.jsonld").read_text("utf-8"))
    labels = {t["source"]["id"]: t["source"]["label"] for a in collection["first"]["items"] for t in a["target"]}
    texts = {a.file: a.text for a in seeds_study.records.articles}
    found = list(read_annotations(collection))
    assert [words for source, start, end, words in found if texts[labels[source]][start:end] != words] == []
    spans = [s for frame in seeds_study.tables().values() for row in frame.to_dict("records") for s in list_spans(row)]
    files = {a.article_id: a.file for a in seeds_study.records.articles}
    assert sorted((files[key], start, end) for key, start, end in spans) == sorted(
        (labels[source], start, end) for source, start, end, _ in found
    )
    for annotation in collection["first"]["items"]:
        for target in annotation["target"]:
            position, quote = target["selector"]
            text = texts[target["source"]["label"]]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


def test_positions_count_code_points_beyond_the_basic_plane(tmp_path):
    """Emoji are one code point each; a program that counts UTF-16 units would be off here."""
    import summitry

    words = "Lind met Moe 🐟🐟 in Bergen.\n\nPresident Anna Lind met Prime Minister Ola Moe in Bergen, she said.\n"
    (tmp_path / "a.txt").write_bytes(words.encode())
    study = summitry.analyse(read_corpus(tmp_path))
    found = list(read_annotations(annotate_passages(study)))
    assert found and all(words[start:end] == exact for _, start, end, exact in found)
    assert any(start > words.index("🐟") for _, start, _, _ in found)


def test_a_source_is_named_by_the_digest_of_its_text(seeds_study):
    import base64

    collection = annotate_passages(seeds_study)
    article = seeds_study.records.articles[0]
    source = next(
        t["source"] for a in collection["first"]["items"] for t in a["target"] if t["source"]["label"] == article.file
    )
    digest = base64.urlsafe_b64decode(source["id"].partition(";")[2] + "=")
    assert digest == hashlib.sha256(article.text.encode()).digest() and digest.hex() == article.sha256


# References


def study_of(tmp_path, *rows):
    from summitry.study import analyse

    head = "file,title,published,publisher,url,author\n"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (tmp_path / "metadata.csv").write_text(head + out.getvalue(), encoding="utf-8")
    for n, row in enumerate(rows):
        (tmp_path / row[0]).write_text(f"Lind met Moe in Bergen, part {n}.\n", encoding="utf-8")
    return analyse(tmp_path)


def test_references_are_whole_and_safe(tmp_path):
    study = study_of(
        tmp_path,
        [
            "a b.txt",
            "50% of {Bergen} & \\Oslo_1",
            "2021-06-03",
            "The Courier",
            "https://x.example/a_b",
            "Kari Berg; Ole Ås",
        ],
        ["a-b.txt", "Two", "2021-06", "", "javascript:alert(1)", ""],
        ["c.txt", "", "", "", "", ""],
    )
    bib = cite_bibtex(study)
    assert re.findall(r"^@article\{(.+),$", bib, re.MULTILINE) == ["a-b", "a-b--2", "c"]
    assert r"title = {{50\% of \{Bergen\} \& \textbackslash{}Oslo\_1}}," in bib
    assert "author = {{Kari Berg} and {Ole Ås}}," in bib and "month = jun," in bib and "year = {2021}," in bib
    assert "url = {https://x.example/a_b}," in bib and "javascript" not in bib
    plain = re.sub(r"\\textbackslash\{\}|\\[{}]", "", bib)
    assert plain.count("{") == plain.count("}")
    one, two, three = cite_csl(study)
    assert one["issued"] == {"date-parts": [[2021, 6, 3]]} and one["author"][1] == {"literal": "Ole Ås"}
    assert two["issued"] == {"date-parts": [[2021, 6, 1], [2021, 6, 30]]} and "URL" not in two
    assert "issued" not in three and three["note"] == "Day of publication not known"


def test_an_inferred_day_is_marked(seeds_study):
    items = {item["id"]: item for item in cite_csl(seeds_study)}
    dated = items["001_ff27f258d68745aa"]
    assert dated["container-title"] == "The Jerusalem Post" and dated["issued"]["circa"] is True
    assert "inferred by summitry" in dated["note"]


# Events


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("announced", "in_person", 2, "third"), ("036", "AGREE", "")),
        (("cancelled", "phone", 2, "unknown"), ("125", "REJECT", "meet")),
        (("held", "phone", 2, "host"), ("041", "CONSULT", "phone")),
        (("recalled", "video", 3, "unknown"), ("041", "CONSULT", "phone")),
        (("held", "in_person", 2, "guest"), ("042", "CONSULT", "visit")),
        (("held", "sidelines", 2, "third"), ("044", "CONSULT", "third-party")),
        (("held", "in_person", 5, "host"), ("043", "CONSULT", "multilateral")),
        (("recalled", "in_person", 2, "unknown"), ("040", "CONSULT", "")),
        (("dreamt", "in_person", 2, "unknown"), ("", "", "")),
    ],
)
def test_codes_of_meetings(asked, code):
    found = code_event(*asked)
    assert (found["cameo"], found["plover"], found["plover_mode"]) == code


def test_every_status_and_form_has_one_code():
    from itertools import product

    from summitry.records import FORMATS, STATUSES

    places = ("host", "guest", "third", "unknown")
    for status, form, parties, where in product(STATUSES, FORMATS, (2, 3), places):
        assert code_event(status, form, parties, where)["cameo"], (status, form, parties, where)
    rows = read_rows("event_codes", required=("source", "example"))
    assert {r["plover_mode"] for r in rows if r["plover"] == "CONSULT"} <= {
        "",
        "visit",
        "third-party",
        "multilateral",
        "phone",
    }


@pytest.mark.parametrize(
    ("country", "one", "two", "where"),
    [
        ("Norway", "Norway", "Mali", "host"),
        ("Mali", "Norway", "Mali", "guest"),
        ("France", "Norway", "Mali", "third"),
        ("", "Norway", "Mali", "unknown"),
        ("France", "", "Mali", "unknown"),
        ("Norway", "Norway", "Norway", "unknown"),
    ],
)
def test_whose_place_it_was(country, one, two, where):
    assert whose_place(country, one, two) == where


def test_every_report_of_two_has_an_event_each_way(seeds_study):
    events = list_events(seeds_study)
    assert list(events.columns) == list(EVENT_COLUMNS)
    moscow = events[(events.source == "Vladimir Putin") & (events.country == "Russia") & (events.status == "held")]
    assert set(moscow.cameo) == {"043"}
    pairs = {(e.article_id, e.meeting_id, e.source, e.target) for e in events.itertuples()}
    assert all((a, m, two, one) in pairs for a, m, one, two in pairs)
    assert {(r.article_id, r.meeting_id) for r in seeds_study.reports.itertuples()} == {(a, m) for a, m, _, _ in pairs}


# Trips


def test_a_trip_is_a_meeting_in_person_abroad_with_the_words_that_tell_of_it(seeds_study):
    trips = list_trips(seeds_study)
    assert len(trips) > 3
    ledger = seeds_study.meetings.set_index("meeting_id")
    homes = dict(zip(seeds_study.people.name, seeds_study.people.country, strict=True))
    for trip in trips.itertuples():
        assert trip.from_country == homes[trip.traveller] != trip.to_country
        for meeting_id in trip.meeting_id.split("; "):
            meeting = ledger.loc[meeting_id]
            assert meeting.format in ("in_person", "sidelines") and meeting.status != "cancelled"
            assert trip.traveller in meeting.participants and trip.to_country == meeting.country
        for article_id, start, end in json.loads(trip.passages):
            assert article_id in trip.articles and seeds_study.article(article_id).text[start:end].strip()
    told = {(t.traveller, t.to_city, str(t.earliest.date())) for t in trips.itertuples() if t.earliest == t.earliest}
    assert ("Benjamin Netanyahu", "Sochi", "2017-08-23") in told


def ledger_row(**changes):
    row = dict.fromkeys(SCHEMA["meetings"], "") | {"earliest": None, "latest": None, "n_reports": 1}
    row |= {"meeting_id": "m", "participants": "Anna Lind; Ola Moe", "format": "in_person", "status": "held"}
    return row | {"city": "Bergen", "country": "Norway", "articles": "a"} | changes


def small_study(*meetings):
    people = [
        {"person_id": "lind", "name": "Anna Lind", "role": "President", "country": "Norway"},
        {"person_id": "moe", "name": "Ola Moe", "role": "", "country": "Sweden"},
        {"person_id": "zed", "name": "Zed", "role": "", "country": ""},
    ]
    reports = [{"article_id": "a", "meeting_id": m["meeting_id"], "passages": "[[0, 4]]"} for m in meetings]
    articles = [{"article_id": "a", "published_earliest": "2021-06-04", "published_latest": "2021-06-04"}]
    frames = {"articles": articles, "people": people, "meetings": meetings, "reports": reports}
    office = Mention(article_id="a", start=0, end=4, text="Lind", kind="name", role="President", person_id="lind")
    records = SimpleNamespace(mentions={"a": (office,)})
    return SimpleNamespace(**{name: tabulate(name, rows) for name, rows in frames.items()}, records=records)


@pytest.mark.parametrize(
    ("changes", "travellers"),
    [
        ({}, ["Ola Moe"]),
        ({"country": "Iceland", "city": "Reykjavik"}, ["Anna Lind", "Ola Moe"]),
        ({"format": "sidelines", "status": "announced"}, ["Ola Moe"]),
        ({"format": "phone"}, []),
        ({"format": "video"}, []),
        ({"status": "cancelled"}, []),
        ({"country": "", "city": ""}, []),
        ({"participants": "Anna Lind; Zed"}, []),
        ({"participants": "Anna Lind; Nobody Known"}, []),
    ],
)
def test_who_travelled(changes, travellers):
    trips = list_trips(small_study(ledger_row(**changes)))
    assert list(trips.traveller) == travellers
    assert list(trips.columns) == list(TRIP_COLUMNS)


@pytest.mark.parametrize(("day", "role"), [("2021-06-03", "President"), ("2019-06-03", "")])
def test_the_office_of_a_traveller_is_that_of_the_day(day, role):
    told = ledger_row(country="Iceland", city="Reykjavik", earliest=day, latest=day)
    trips = list_trips(small_study(told)).set_index("traveller")
    assert (trips.role["Anna Lind"] or "") == role and ("(President)" in trips.basis["Anna Lind"]) == bool(role)


def test_two_meetings_at_one_place_on_one_day_are_one_trip():
    day = {"earliest": "2021-06-03", "latest": "2021-06-03"}
    other = ledger_row(meeting_id="n", participants="Ola Moe; Zed", articles="b", status="announced", **day)
    [trip] = list_trips(small_study(ledger_row(**day), other)).itertuples()
    assert (trip.meeting_id, trip.to_meet, trip.articles, trip.status) == ("m; n", "Anna Lind; Zed", "a; b", "held")
    assert len(list_trips(small_study(ledger_row(), ledger_row(meeting_id="n")))) == 2
