"""The outlets: each row has a country that summitry knows, and a source; none stands twice."""

from __future__ import annotations

from summitry.knowledge import read_rows


def test_every_outlet_is_at_home_somewhere():
    countries = {row["country"] for row in read_rows("countries")}
    rows = read_rows("outlets", required=("publisher", "country", "kind", "source"))
    assert [row["publisher"] for row in rows if row["country"] not in countries] == []
    names = [row["publisher"].casefold() for row in rows]
    assert len(set(names)) == len(names)
