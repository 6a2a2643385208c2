"""Discrepancies on hand-built records: what differs, in which versions, the graver first."""

from dataclasses import replace
from datetime import date

import pytest

from summitry.records import Article, Claim, DayRange, MeetingReport, Mention, Person
from summitry.resolve.audit import find_discrepancies
from summitry.resolve.ledger import merge_reports

PAIR = ("Anna Berg", "Carlos Ruiz")
PEOPLE = tuple(Person(person_id=n.lower().replace(" ", "-"), name=n) for n in PAIR)
TEXTS = {
    "a": "Anna Berg met Carlos Ruiz at the invitation of Berg.",
    "b": "Carlos Ruiz met Anna Berg at Ruiz’s request.",
    "c": "They met to mark the end of World War I.",
    "d": "They met to mark the end of World War II.",
}
ARTICLES = tuple(Article(article_id=k, file=k, sha256="", text=t) for k, t in TEXTS.items())
WRITTEN = {k: DayRange(earliest=date(2017, 9, 5), latest=date(2017, 9, 5)) for k in TEXTS}


def report(key, day="2017-08-23", city=None, last=None, status="held", **more):
    first = date.fromisoformat(day)
    return MeetingReport(
        article_id=key, participants=PAIR, earliest=first, latest=date.fromisoformat(last or day), city=city,
        country=None, venue=more.pop("venue", None), format=more.pop("format", "in_person"), status=status,
        occasion=None, passages=((0, len(TEXTS[key])),), rule="", **more,
    )  # fmt: skip


def found(*reports, mentions=None, claims=()):
    meetings, marked = merge_reports(reports, WRITTEN)
    return find_discrepancies(ARTICLES, mentions or dict.fromkeys(TEXTS, ()), PEOPLE, marked, meetings, claims)


def names(key):
    text = TEXTS[key]
    return tuple(
        Mention(article_id=key, start=at, end=at + len(w), text=w, kind="name", name=n, person_id=p)
        for w, n, p in (("Berg", PAIR[0], "anna-berg"), ("Ruiz", PAIR[1], "carlos-ruiz"))
        for at in range(len(text))
        if text.startswith(w, at)
    )


@pytest.mark.parametrize(
    ("reports", "kinds"),
    [
        ((report("a", city="Oslo"), report("b", city="Oslo")), []),
        ((report("a", city="Oslo"), report("b", city="Bergen")), ["place"]),
        ((report("a", venue="Palace"), report("b", venue="Castle")), ["venue"]),
        ((report("a", format="in_person"), report("b", format="sidelines")), []),
        ((report("a", city="Oslo"), report("b", "2017-08-24", city="Oslo")), ["day"]),
        ((report("a", city="Oslo"), report("b", "2017-08-30", city="Oslo")), []),
        ((report("a", city="Oslo"), report("a", "2017-08-24", city="Oslo")), []),
        ((report("c"), report("d")), ["event"]),
        ((report("a", "2017-08-03"), report("b"), report("c", "2017-08-01", last="2017-08-31")), ["open"]),
    ],
)
def test_kinds(reports, kinds):
    assert [d.kind for d in found(*reports)] == kinds


def test_every_version_has_its_passages():
    (differ,) = found(report("a", city="Oslo"), report("b", city="Bergen"))
    assert {(v, p.article_id) for v, ps in differ.versions for p in ps} == {("Oslo", "a"), ("Bergen", "b")}
    assert all(TEXTS[p.article_id][p.start : p.end] == p.text for _, ps in differ.versions for p in ps)


def test_who_asked_for_it():
    (differ,) = found(report("a"), report("b"), mentions={k: names(k) for k in TEXTS})
    assert (differ.kind, [v for v, _ in differ.versions]) == ("initiative", ["Anna Berg", "Carlos Ruiz"])


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Anna Berg met Carlos Ruiz at her invitation: Berg invited him in May.", "b", ["Anna Berg", "Carlos Ruiz"]),
        ("A call initiated by the Norwegian side, Berg said.", "b", ["Anna Berg", "Carlos Ruiz"]),
        ("They met at Norway’s request, said Berg.", "b", ["Anna Berg", "Carlos Ruiz"]),
        ("Berg was invited by Ruiz.", "b", []),
        ("They met at the request of the Swedish side.", "b", []),
        ("Berg invited reporters.", "b", []),
    ],
)
def test_who_initiated_in_other_words(one, other, told, monkeypatch):
    monkeypatch.setitem(TEXTS, "a", one)
    articles = tuple(Article(article_id=k, file=k, sha256="", text=t) for k, t in TEXTS.items())
    people = tuple(replace(p, country=c) for p, c in zip(PEOPLE, ("Norway", "Spain"), strict=True))
    meetings, marked = merge_reports((report("a"), report(other)), WRITTEN)
    mentions = {k: names(k) for k in TEXTS}
    differing = find_discrepancies(articles, mentions, people, marked, meetings, ())
    assert [[v for v, _ in d.versions] for d in differing if d.kind == "initiative"] == ([told] if told else [])


def test_a_misprint_and_a_contradicted_count():
    slip = Mention(
        article_id="a", start=5, end=9, text="Berg", kind="name", name="Anna Berg", person_id="anna-berg",
        rule="slip of the pen",
    )  # fmt: skip
    claim = Claim(
        article_id="b", start=0, end=11, text="Carlos Ruiz", kind="count", claimed="5 meetings", against="ledger",
        verdict="contradicted", arithmetic="to 1 May 2017: 7 (x), claimed 5",
    )  # fmt: skip
    kinds = [d.kind for d in found(mentions={**dict.fromkeys(TEXTS, ()), "a": (slip,)}, claims=(claim,))]
    assert kinds == ["count", "name"]
