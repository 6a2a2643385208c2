"""Invented articles about invented leaders, any number of them, with the true ledger behind them.

A world is made of meetings (two leaders, a day, a town, a format); each is told by one to four short articles: an
announcement before it, a report on the day or the next, a later article that recalls it. The same seed gives the same
world, article by article, whatever the number asked for.

    python tests/scale/invent.py 20000 FOLDER [--parts 40]    writes FOLDER/part-0000.parquet ... and FOLDER.truth.csv
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

GIVEN = (
    "Anatol", "Tobias", "Ingrid", "Mateo", "Selma", "Radovan", "Beatriz", "Olumide", "Farida", "Henrik", "Lucinda",
    "Tariq", "Marisol", "Casimir", "Noor", "Esteban", "Gudrun", "Ismail", "Yolanda", "Patrice", "Zoran", "Leticia",
    "Kwame", "Astrid", "Rustam", "Odile", "Bruno", "Samira", "Viktor", "Elspeth",
)  # fmt: skip
FAMILY = (
    "Malinov", "Ferrante", "Halvorsen", "Quiroga", "Adebar", "Kostrev", "Vantongeren", "Okparo", "Salvatier",
    "Lindqvor", "Bramante", "Tesfalem", "Orlandi", "Vukotin", "Sarmento", "Delacrez", "Hartvik", "Moreaux",
    "Pellegrin", "Zandvoor", "Ibarruri", "Kallasen", "Novakiv", "Respighi", "Tamburo", "Ekdahlen", "Castaner",
    "Wolfhagen", "Arslanbek", "Duvalier",
)  # fmt: skip
COUNTRIES = (
    ("Norway", "Norwegian", "Oslo"), ("Argentina", "Argentine", "Buenos Aires"), ("Kenya", "Kenyan", "Nairobi"),
    ("Portugal", "Portuguese", "Lisbon"), ("Vietnam", "Vietnamese", "Hanoi"), ("Morocco", "Moroccan", "Rabat"),
    ("Finland", "Finnish", "Helsinki"), ("Peru", "Peruvian", "Lima"), ("Turkey", "Turkish", "Ankara"),
    ("Japan", "Japanese", "Tokyo"), ("Egypt", "Egyptian", "Cairo"), ("Poland", "Polish", "Warsaw"),
    ("Canada", "Canadian", "Ottawa"), ("Thailand", "Thai", "Bangkok"), ("Ghana", "Ghanaian", "Accra"),
    ("Greece", "Greek", "Athens"), ("Chile", "Chilean", "Santiago"), ("Jordan", "Jordanian", "Amman"),
    ("Austria", "Austrian", "Vienna"), ("Kazakhstan", "Kazakh", "Astana"),
)  # fmt: skip
TOPICS = (
    "trade and fishing rights", "the war in Syria", "energy prices", "the nuclear talks with Iran", "border security",
    "a prisoner exchange", "grain exports", "sanctions", "climate finance", "arms control", "migration",
    "a free trade agreement",
)  # fmt: skip
CLOSINGS = (
    "Officials from both countries will draw up a plan in the coming weeks, the ministry said.",
    "The opposition in {one.country} criticised the visit as a distraction from the economy.",
    "Exports from {one.country} to {other.country} have doubled in five years, according to the central bank.",
    "Neither side gave further details of the agenda.",
    "Aides described the atmosphere as friendly and said a joint statement was being prepared.",
)
FIRST, LAST = date(2012, 1, 2), date(2024, 11, 30)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leader:
    name: str
    office: str
    country: str
    adjective: str
    capital: str

    @property
    def family(self) -> str:
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True)
class Truth:
    """A meeting that took place in the invented world."""

    one: Leader
    other: Leader
    day: date
    city: str
    format: str  # in_person or phone


@dataclass(frozen=True, slots=True)
class Told:
    """An article, as a row of a corpus, and the meeting it is about."""

    row: dict[str, str]
    truth: Truth


def leaders(seed: int = 0, count: int = 40) -> list[Leader]:
    """`count` leaders, each with a name of their own; two for every country: a president and a prime minister."""
    chance = random.Random(f"leaders {seed}")
    families = [f"{f}{end}" for end in ("", "ov", "sen", "ides", "escu") for f in FAMILY]
    chosen = (
        families[:count]
        if count <= len(FAMILY)
        else families[: len(FAMILY)] + chance.sample(families[len(FAMILY) :], count - len(FAMILY))
    )
    found = []
    for number, family in enumerate(chosen):
        country, adjective, capital = COUNTRIES[number % len(COUNTRIES)]
        office = ("President", "Prime Minister")[number // len(COUNTRIES) % 2]
        found.append(Leader(f"{chance.choice(GIVEN)} {family}", office, country, adjective, capital))
    return found


def meetings(seed: int = 0, *, count: int = 40) -> Iterator[Truth]:
    """Meetings without end: no two leaders meet twice within forty days, and nobody is in two places on one day."""
    chance, people = random.Random(f"meetings {seed}"), leaders(seed, count)
    met: dict[frozenset[str], set[date]] = {}
    busy: set[tuple[str, date]] = set()
    while True:
        one, other = chance.sample(people, 2)
        day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        pair = frozenset((one.name, other.name))
        crowded = (
            any(abs((day - d).days) < 40 for d in met.get(pair, ())) or {(one.name, day), (other.name, day)} & busy
        )
        if one.country == other.country or (crowded and chance.random() < 0.999):
            continue
        met.setdefault(pair, set()).add(day)
        busy |= {(one.name, day), (other.name, day)}
        in_person = chance.random() < 0.8
        yield Truth(one, other, day, other.capital if in_person else "", "in_person" if in_person else "phone")


def articles(seed: int = 0, *, leaders: int = 40) -> Iterator[Told]:
    """Articles without end, about 150 words each, in no order of days."""
    chance, number = random.Random(f"articles {seed}"), 0
    for truth in meetings(seed, count=leaders):
        tellings = [_report, *(t for t in (_preview, _report, _recall) if chance.random() < 0.4)]
        for telling in tellings:
            title, text, published = telling(truth, chance)
            row = {"file": f"a{number:08}.txt", "title": title, "text": f"{title}\n\n{text}\n"}
            row["published"] = published.isoformat() if chance.random() < 0.95 else ""
            row["publisher"] = chance.choice(("The Daily Ledger", "Northern Post", "Meridian Wire", "The Envoy"))
            number += 1
            yield Told(row, truth)


def _report(truth: Truth, chance: random.Random) -> tuple[str, str, date]:
    one, other, topic = truth.one, truth.other, chance.choice(TOPICS)
    weekday, published = f"{truth.day:%A}", truth.day + timedelta(days=chance.randrange(2))
    if truth.format == "phone":
        title = f"{one.family} and {other.family} speak by phone about {topic}"
        lead = (
            f"{one.adjective} {one.office} {one.name} spoke by phone with {other.adjective} {other.office} "
            f"{other.name} on {weekday}, the {one.adjective} government said."
        )
    else:
        title = f"{one.family} meets {other.family} in {truth.city} for talks on {topic}"
        lead = (
            f"{one.adjective} {one.office} {one.name} met {other.adjective} {other.office} {other.name} in "
            f"{truth.city} on {weekday} for talks on {topic}."
        )
    return title, "\n\n".join([lead, _words(truth, topic, chance), _closing(truth, chance)]), published


def _preview(truth: Truth, chance: random.Random) -> tuple[str, str, date]:
    one, other, topic = truth.one, truth.other, chance.choice(TOPICS)
    day = f"{MONTHS[truth.day.month - 1]} {truth.day.day}"
    published = truth.day - timedelta(days=chance.randint(3, 9))
    if truth.format == "phone":
        lead = (
            f"{one.adjective} {one.office} {one.name} will speak by phone with {other.adjective} {other.office} "
            f"{other.name} on {day}, officials said."
        )
    else:
        lead = (
            f"{one.adjective} {one.office} {one.name} will travel to {truth.city} on {day} to meet {other.adjective} "
            f"{other.office} {other.name}, officials said."
        )
    title = f"{one.family} to hold talks with {other.family} on {topic}"
    return title, "\n\n".join([lead, _words(truth, topic, chance), _closing(truth, chance)]), published


def _recall(truth: Truth, chance: random.Random) -> tuple[str, str, date]:
    one, other, topic = truth.one, truth.other, chance.choice(TOPICS)
    day = f"{MONTHS[truth.day.month - 1]} {truth.day.day}, {truth.day.year}"
    published = truth.day + timedelta(days=chance.randint(30, 300))
    how = "spoke by phone" if truth.format == "phone" else f"met in {truth.city}"
    lead = (
        f"The government of {one.country} published new figures on {topic} this week. {one.adjective} {one.office} "
        f"{one.name} and {other.adjective} {other.office} {other.name} last {how} on {day}."
    )
    title = f"{one.country} counts the cost of {topic}"
    return title, "\n\n".join([lead, _words(truth, topic, chance), _closing(truth, chance)]), published


def _words(truth: Truth, topic: str, chance: random.Random) -> str:
    one, other = chance.sample((truth.one, truth.other), 2)
    return chance.choice((
        f"“We want a result on {topic} before the end of the year,” {one.family} told reporters. {other.family} said "
        f"that {other.country} would not accept conditions, and added that the two countries had been partners for "
        f"decades.",
        f"{one.family} said that {one.country} was ready to sign a declaration on {topic}. “This is a question of "
        f"trust,” the {one.adjective} leader said. A spokesman for {other.family} "
        f"declined to comment.",
        f"According to a statement from the office of {other.family}, the question of {topic} “can be settled only "
        f"with patience”. {one.family} stressed the importance of {topic} for the whole region.",
    ))  # fmt: skip


def _closing(truth: Truth, chance: random.Random) -> str:
    said = chance.sample(CLOSINGS, 3)
    return " ".join(said).format(one=truth.one, other=truth.other)


def reports(number: int, *, seed: int = 0, leaders: int = 120) -> tuple[list, dict]:
    """So many reports of invented meetings, without any text, and the day of each one's article: for the ledger."""
    from summitry.records import DayRange, MeetingReport

    told, published = [], {}
    for n, article in enumerate(islice(articles(seed, leaders=leaders), number)):
        truth, key = article.truth, f"a{n:08}"
        written = date.fromisoformat(article.row["published"]) if article.row["published"] else None
        published[key] = DayRange(earliest=written, latest=written)
        status = "announced" if written and written < truth.day else "held"
        told.append(
            MeetingReport(
                article_id=key, participants=tuple(sorted((truth.one.name, truth.other.name))), earliest=truth.day,
                latest=truth.day, city=truth.city or None, country=None, venue=None, format=truth.format, status=status,
                occasion=None, passages=((0, 10),), rule="invented", is_news=True,
            )
        )  # fmt: skip
    return told, published


def write_corpus(folder: Path, number: int, *, seed: int = 0, leaders: int = 40, parts: int = 1) -> list[Truth]:
    """Write `number` articles as Parquet files into a folder; returns the meetings they are about, each once."""
    import pandas as pd

    folder.mkdir(parents=True, exist_ok=True)
    told = articles(seed, leaders=leaders)
    truths: dict[Truth, None] = {}
    for part in range(parts):
        share = list(islice(told, number // parts + (part < number % parts)))
        pd.DataFrame([t.row for t in share]).to_parquet(folder / f"part-{part:04}.parquet", index=False)
        truths |= dict.fromkeys(t.truth for t in share)
    return list(truths)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--leaders", type=int, default=40)
    parser.add_argument("--parts", type=int, default=1)
    args = parser.parse_args()
    truths = write_corpus(args.folder, args.number, seed=args.seed, leaders=args.leaders, parts=args.parts)
    with open(f"{args.folder}.truth.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("participants", "day", "city", "format"))
        rows.writerows(("; ".join(sorted((t.one.name, t.other.name))), t.day, t.city, t.format) for t in truths)


if __name__ == "__main__":
    main()
