"""The data dictionary: every column of every table, what type it has in each format and what it holds."""

from __future__ import annotations

import pandas as pd

from summitry.exports.events import EVENT_COLUMNS
from summitry.exports.trips import TRIP_COLUMNS
from summitry.tables import SCHEMA

# type -> (as it stands in CSV, as it is stored in Parquet)
TYPES = {
    "text": ("text", "string"),
    "int": ("whole number", "int64"),
    "float": ("number", "double"),
    "day": ("YYYY-MM-DD", "timestamp"),
    "flag": ("True or False", "bool"),
}


def list_columns() -> pd.DataFrame:
    """Table, column, CSV, Parquet, holds: one row per column, tables and columns in their order.

    >>> list_columns().iloc[0].tolist()
    ['articles', 'article_id', 'text', 'string', "the file's stem"]
    """
    rows = [
        (table, column, *TYPES[kind], meaning)
        for table, columns in {**SCHEMA, "events": EVENT_COLUMNS, "trips": TRIP_COLUMNS}.items()
        for column, (kind, meaning) in columns.items()
    ]
    return pd.DataFrame(rows, columns=["table", "column", "csv", "parquet", "holds"])
