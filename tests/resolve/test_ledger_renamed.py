"""The seeds with other leaders and in other years: the same ledger, audit, reasons and differences.

Renaming: other heads of the same two states, so that offices and peoples in the texts still fit. Shifting: all by 52
weeks, so that weekdays stay; the days on which the articles were written are given with them.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import summitry

SEEDS = Path(__file__).parents[2] / "seeds"
WRITTEN = {"000": "2016-04-15", "001": "2018-01-28", "002": "2017-08-20", "003": "2019-02-27", "004": "2018-05-10"}
NAMES = (
    ("Benjamin Netanyahu", "Avner Doron"),
    ("Netanyahu", "Doron"),
    ("Netanyhau", "Doron"),
    ("Vladimir Putin", "Pavel Orlov"),
    ("Putin", "Orlov"),
)


def corpus(folder, *, rename=False, weeks=0):
    folder.mkdir()
    rows = ["file,title,published,publisher"]
    for path in sorted(SEEDS.glob("00*.txt")):
        text = path.read_text("utf-8")
        for old, new in NAMES if rename else ():
            text = text.replace(old, new)
        (folder / f"{path.stem[:3]}.txt").write_text(shifted(text, weeks), "utf-8", newline="")
        day = date.fromisoformat(WRITTEN[path.stem[:3]]) + timedelta(weeks=weeks)
        rows.append(f"{path.stem[:3]}.txt,,{day},")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


def shifted(text, weeks):
    """Full dates and months with a year moved along; what is told by weekday or month needs no change."""
    from dateutil.parser import parse

    def full(match):
        day = parse(match.group()).date() + timedelta(weeks=weeks)
        return f"{day:%B} {day.day}, {day.year}"

    text = re.sub(r"(?:[A-Z][a-z]+|Nov\.) \d{1,2}, \d{4}", full, text) if weeks else text
    years = round(weeks / 52)
    return re.sub(r"\b(September) (20\d\d)\b", lambda m: f"{m[1]} {int(m[2]) + years}", text)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return summitry.analyse(corpus(tmp_path_factory.mktemp("plain") / "c"))


def ledger(study, *, weeks=0, names=()):
    """The ledger as rows that can be compared: days moved back, people under their old names, no ids."""
    back = timedelta(weeks=weeks)

    def old(text):
        for before, after in names:
            text = text.replace(after, before)
        return "; ".join(sorted(text.split("; ")))

    return sorted(
        (
            old(m.participants),
            str((m.earliest - back).date()) if m.earliest == m.latest else f"{(m.latest - m.earliest).days}",
            m.city,
            m.format,
            m.status,
            m.status_history,
        )
        for m in study.meetings.itertuples()
    )


def differences(study):
    """What is told differently, without the days of the public record, which knows only the real leaders."""
    return sorted((d.kind, len(d.versions)) for d in study.records.discrepancies if d.kind not in ("count", "event"))


def audit(study):
    return sorted((c.article_id, c.kind, c.verdict) for c in study.claims.itertuples() if c.against == "ledger")


def read_basis(study):
    return sorted((b.point, b.value, b.kept, b.reason, b.articles) for b in study.basis.itertuples())


NEW = tuple((a, b) for a, b in NAMES if a != "Netanyhau")


@pytest.mark.model
def test_renamed_seeds_give_the_renamed_ledger(plain, tmp_path):
    renamed = summitry.analyse(corpus(tmp_path / "c", rename=True))
    assert ledger(renamed, names=NEW) == ledger(plain)
    assert audit(renamed) == audit(plain)
    assert read_basis(renamed) == read_basis(plain)
    # the misprinted name is gone with the renaming, and nothing else
    assert [d for d in differences(plain) if d not in differences(renamed)] in ([], [("name", 1)])
    assert renamed.principals == ("Avner Doron", "Pavel Orlov")
    # of invented leaders the public record has nothing
    assert set(renamed.claims.against) == {"ledger"} and renamed.coverage.empty


@pytest.mark.model
@pytest.mark.parametrize("weeks", [52, -104])
def test_shifted_seeds_give_the_shifted_ledger(plain, tmp_path, weeks):
    """By whole years of 52 weeks: the same rows, each moved; the same audit against the ledger."""
    moved = summitry.analyse(corpus(tmp_path / "c", rename=True, weeks=weeks))
    rows, expected = ledger(moved, weeks=weeks, names=NEW), ledger(plain)
    assert [r for r in rows if r[1].count("-") == 2] == [r for r in expected if r[1].count("-") == 2]
    assert len(rows) == len(expected)
    assert [(a, k) for a, k, _ in audit(moved)] == [(a, k) for a, k, _ in audit(plain)]
    assert [d for d in differences(moved) if d[0] != "name"] == [d for d in differences(plain) if d[0] != "name"]
