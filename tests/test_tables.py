"""Tables have the columns of the contract, and are written whole or not at all."""

from datetime import date

import pandas as pd
import pytest

from summitry import tables
from summitry.records import Meeting, Statement

# The contract as the design prints it; the schema may add columns behind these, never drop or rename one.
CONTRACT = {
    "articles": "article_id file sha256 title publisher url published_earliest published_latest published_basis words",
    "segments": "article_id kind start end text repeats",
    "people": "person_id name role country aliases articles",
    "mentions": "article_id start end text kind person_id",
    "times": "article_id start end text type value earliest latest anchor rule",
    "places": "article_id start end text place country latitude longitude",
    "statements": "statement_id article_id form contents text speaker speaker_start speaker_end cue cue_start cue_end "
    "addressee via occasion meeting_id",
    "reports": "article_id meeting_id participants earliest latest city country venue format status occasion passages "
    "rule",
    "meetings": "meeting_id participants earliest latest city country venue format status status_history occasion "
    "articles n_reports",
    "stances": "stance_id article_id start end text stance holder target cue rule statement_id meeting_id theme",
    "codes": "article_id start end theme subtheme speaker meeting_id terms form",
    "findings": "finding_id statement holds strength evidence",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_columns_are_those_of_the_contract(name):
    columns = CONTRACT[name].split()
    assert list(tables.SCHEMA[name])[: len(columns)] == columns


@pytest.mark.parametrize("name", tables.SCHEMA)
def test_an_empty_table_keeps_its_columns_and_types(name):
    frame = tables.tabulate(name, [])
    assert list(frame.columns) == list(tables.SCHEMA[name])
    filled = tables.tabulate(name, [{}])
    assert list(filled.dtypes) == list(frame.dtypes)


def a_meeting(**changes):
    fields = {
        "meeting_id": "m",
        "participants": ("Ann Lee", "Bo Ek"),
        "earliest": date(2019, 2, 27),
        "latest": None,
        "city": "Oslo",
        "country": None,
        "venue": None,
        "format": "in_person",
        "status": "held",
        "status_history": (("a", "announced"), ("b", "held")),
        "occasion": None,
        "articles": ("a", "b"),
        "n_reports": 2,
    }
    return Meeting(**fields | changes)


def test_csv_has_iso_days_empty_cells_and_joined_lists(tmp_path):
    frame = tables.tabulate("meetings", tables.meeting_rows([a_meeting()]))
    (path,) = tables.write_tables({"meetings": frame}, tmp_path)
    lines = path.read_bytes().decode().split("\n")
    assert lines[1] == "m,Ann Lee; Bo Ek,2019-02-27,,Oslo,,,in_person,held,a: announced; b: held,,a; b,2,"
    assert [p.name for p in tmp_path.iterdir()] == ["meetings.csv"]


def test_parquet_keeps_days_as_days(tmp_path):
    frame = tables.tabulate("meetings", tables.meeting_rows([a_meeting()]))
    (path,) = tables.write_tables({"meetings": frame}, tmp_path, file_format="parquet")
    back = pd.read_parquet(path)
    assert back.loc[0, "earliest"] == pd.Timestamp("2019-02-27")
    assert pd.isna(back.loc[0, "latest"])


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError, match="csv or parquet"):
        tables.write_tables({}, tmp_path / "new", file_format="xlsx")
    assert not (tmp_path / "new").exists()


def test_contents_of_a_statement_are_json():
    statement = Statement(
        statement_id="a-s01", article_id="a", form="direct", contents=((1, 4), (9, 12)), text="one ... two"
    )
    row = tables.tabulate("statements", tables.statement_rows([statement])).iloc[0]
    assert row["contents"] == "[[1, 4], [9, 12]]"
    assert row["speaker"] == ""
    assert pd.isna(row["cue_start"])
