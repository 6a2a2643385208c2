"""Every table once more for Excel, LibreOffice and the like: a cell of an article's words is never a formula there.

The tables themselves stay word for word, because their offsets must hold. In these copies a cell that a spreadsheet
would reckon out has an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection), and the byte
order mark tells Excel that the file is UTF-8.
"""

from __future__ import annotations

import pandas as pd

from summitry.tables import guard_words

FOLDER = "spreadsheet"


def encode_spreadsheet(frame: pd.DataFrame) -> bytes:
    """A table as CSV for spreadsheets: its cells of text guarded, in UTF-8 with its mark."""
    return guard_words(frame).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode("utf-8-sig")
