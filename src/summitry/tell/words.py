"""How days, people, articles and meetings are called in prose, tables and figures: short, unambiguous, no raw ids.

Everything here takes plain values (as they stand in the study's tables) and gives plain strings; escaping for HTML
is done where the string is shown (`tell.display`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from summitry.knowledge.people import family_name

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # not strftime: it follows the locale
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNKNOWN = "not known"
FORM_WORDS = {"phone": "by phone", "video": "by video", "sidelines": "on the sidelines"}
# A sentence that begins with one of these needs the sentence before it.
LEANING = frozenset("he she they it this that his her their these those and but so because which".split())  # noqa: SIM905
# Last words of names that belong to an office or a country, not to a family.
NOT_FAMILY = frozenset(
    [
        "Office",
        "Ministry",
        "Department",
        "House",
        "Council",
        "Agency",
        "Institute",
        "News",
        "Union",
        "Emirates",
        "States",
        "Kingdom",
        "Army",
    ]
)


def is_missing(value: Any) -> bool:
    """Whether a table cell holds nothing: None, NaN, NaT, pandas' NA or the empty string."""
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return isinstance(value, str) and value == ""


def is_told(column: pd.Series) -> pd.Series:
    """Which cells of a column hold something (a mask that is one for an empty column as well)."""
    return pd.Series([not is_missing(cell) for cell in column], index=column.index, dtype=bool)


def has_people(meetings: pd.DataFrame, people: Iterable[str]) -> pd.Series:
    """Which meetings had all these people in them."""
    wanted = set(people)
    cells = [wanted <= set(split_names(cell)) for cell in meetings.participants]
    return pd.Series(cells, index=meetings.index, dtype=bool)


def as_day(value: Any) -> date | None:
    """A day from a table cell (date, Timestamp or ISO text); None for an empty or unreadable one."""
    if is_missing(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def say_day(day: date, *, short: bool = False, weekday: bool = False) -> str:
    """A day in prose.

    >>> say_day(date(2019, 2, 27), weekday=True)
    'Wednesday 27 February 2019'
    """
    month = MONTHS[day.month - 1]
    name = WEEKDAYS[day.weekday()]
    words = f"{day.day} {month[:3] if short else month} {day.year}"
    return f"{name[:3] if short else name} {words}" if weekday else words


def say_days(earliest: Any, latest: Any, *, short: bool = False, weekday: bool = False, unknown: str = UNKNOWN) -> str:
    """The days from `earliest` to `latest`, both included, as a reader would write them.

    >>> say_days(date(2019, 2, 27), date(2019, 2, 28))
    '27–28 February 2019'
    >>> say_days(date(2018, 7, 1), date(2018, 7, 31))
    'July 2018'
    """
    first, last = as_day(earliest), as_day(latest)
    if first is None and last is None:
        return unknown
    if last is None:
        return f"{say_day(first, short=short)} or later"
    if first is None:
        return f"{say_day(last, short=short)} or earlier"
    if first == last:
        return say_day(first, short=short, weekday=weekday)
    whole = _say_whole_period(first, last, short=short)
    if whole:
        return whole
    tail = say_day(last, short=short)
    if first.year != last.year:
        return f"{say_day(first, short=short)} – {tail}"
    if first.month != last.month:
        return f"{say_day(first, short=short).rsplit(' ', 1)[0]} – {tail}"
    return f"{first.day}–{tail}"


def _say_whole_period(first: date, last: date, *, short: bool) -> str | None:
    """A whole year, run of years, month or run of months by its name; None for any other stretch."""
    ends_month = (last + timedelta(days=1)).day == 1 if last < date.max else True
    if first.day != 1 or not ends_month:
        return None
    names = [MONTHS[day.month - 1][: 3 if short else None] for day in (first, last)]
    if first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{names[0]} {first.year}"
    if first.year == last.year:
        return f"{names[0]}–{names[1]} {last.year}"
    return f"{names[0]} {first.year} – {names[1]} {last.year}"


def say_period(earliest: Any, latest: Any) -> str:
    """The month, months or years a stretch of days lies in: the shortest handle for an article.

    >>> say_period(date(2018, 5, 9), date(2018, 5, 15))
    'May 2018'
    """
    first, last = as_day(earliest), as_day(latest)
    if first is None or last is None:
        return "undated"
    if (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1][:3]} {first.year}"
    if (last - first).days <= 92:
        start, end = MONTHS[first.month - 1][:3], MONTHS[last.month - 1][:3]
        return f"{start}–{end} {last.year}" if first.year == last.year else f"{start} {first.year}–{end} {last.year}"
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def label_articles(articles: Any) -> dict[str, str]:
    """{article_id: a short name} from the articles table: the month it was written in, "a", "b" when several share it.

    An article without a date is called by the first words of its title.
    """
    rows = sorted(
        (as_day(row.published_earliest) or date.max, str(row.article_id), row) for row in articles.itertuples()
    )
    names = {key: say_period(row.published_earliest, row.published_latest) for _, key, row in rows}
    names |= {key: _first_words(row.title) or name for _, key, row in rows if (name := names[key]) == "undated"}
    return distinguish(names)


def _first_words(title: Any, count: int = 4) -> str:
    words = "" if is_missing(title) else str(title)
    return " ".join(words.split()[:count])


def distinguish(names: dict[str, str]) -> dict[str, str]:
    """The same names, with " a", " b", ... after those that several keys share, in the order of the keys."""
    shared = Counter(names.values())
    seen: Counter[str] = Counter()
    result = {}
    for key, name in names.items():
        if shared[name] > 1:
            seen[name] += 1
            result[key] = f"{name} {_letters(seen[name])}"
        else:
            result[key] = name
    return result


def _letters(number: int) -> str:
    """1 -> a, 26 -> z, 27 -> aa."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def family_names(names: Iterable[str]) -> dict[str, str]:
    """{name: a person's family name}; the whole name where two people would share it, or for an office.

    >>> names = family_names(["Benjamin Netanyahu", "Vladimir Putin", "the Kremlin"])
    >>> names["Vladimir Putin"], names["the Kremlin"]
    ('Putin', 'the Kremlin')
    """
    full = sorted({name for name in names if not is_missing(name)})
    short = {name: family_name(name) if _looks_personal(name) else name for name in full}
    counts = Counter(short.values())
    return {name: short[name] if counts[short[name]] == 1 else name for name in full}


def _looks_personal(name: str) -> bool:
    """Two to four capitalised words, no article, no possessive: a person's name rather than an office."""
    words = name.split()
    if not 2 <= len(words) <= 4 or words[0].lower() in ("a", "an", "the", "one") or re.search(r"[’']s\b|\d", name):
        return False
    return all(word[0].isupper() for word in (words[0], words[-1])) and words[-1] not in NOT_FAMILY


def split_names(cell: Any) -> tuple[str, ...]:
    """The names in a "; "-joined cell (a tuple or list passes through)."""
    if isinstance(cell, (list, tuple)):
        return tuple(str(name) for name in cell)
    return () if is_missing(cell) else tuple(name.strip() for name in str(cell).split(";") if name.strip())


def say_list(words: Sequence[str], *, last: str = "and") -> str:
    """Words in a row as prose.

    >>> say_list(["Moscow", "Sochi", "Paris"])
    'Moscow, Sochi and Paris'
    """
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def say_count(count: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun; small numbers as words.

    >>> say_count(1, "meeting"), say_count(14, "reply", "replies")
    ('one meeting', '14 replies')
    """
    return f"{say_number(count)} {noun if count == 1 else plural or noun + 's'}"


def say_number(count: int) -> str:
    """A number in prose: small ones as words.

    >>> say_number(7), say_number(1400)
    ('seven', '1,400')
    """
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def group_by_count(counts: Iterable[tuple[str, int]]) -> dict[int, list[str]]:
    """{count: the names that have it}, in the order in which they come.

    >>> group_by_count([("trade", 3), ("war", 1), ("oil", 1)])
    {3: ['trade'], 1: ['war', 'oil']}
    """
    levels: dict[int, list[str]] = {}
    for name, count in counts:
        levels.setdefault(count, []).append(name)
    return levels


def capitalise(sentence: str) -> str:
    """The first letter as a capital, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def clip(text: str, width: int) -> str:
    """The text on one line, cut between words to at most `width` characters, with an ellipsis when cut.

    >>> clip("the latest developments in the region", 24)
    'the latest developments…'
    """
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    cut = text[:width].rsplit(" ", 1)[0] if " " in text[:width] else text[: width - 1]
    return cut.rstrip(" ,.;:–—-") + "…"


def label_themes(study: Any) -> dict[str, str]:
    """{theme id: the name a reader expects}, from the codebook of the study, else from the id itself."""
    ids = sorted({str(key) for key in [*study.codes.theme, *study.codes.subtheme] if not is_missing(key)})
    book = study.records.codebook
    plain = {key: capitalise(key.split("/")[-1].replace("_", " ")) for key in ids}
    return plain if book is None else {key: book.label(key) for key in ids}


def merge_sources(names: Iterable[Any]) -> dict[Any, str]:
    """{name as told: one name for the same source}: with and without its article, "the Kremlin" is one source."""
    forms: dict[str, set[str]] = {}
    names = [name for name in names if not is_missing(name)]
    for name in names:
        forms.setdefault(_bare(name), set()).add(name)
    return {
        name: max(sorted(forms[_bare(name)]), key=lambda f: (f.lower().startswith("the "), f[:1].islower()))
        for name in names
    }


def _bare(name: str) -> str:
    return re.sub(r"^(the|a|an)\s+", "", " ".join(name.split()).casefold())


def say_place(meeting: Any) -> str:
    """Where a meeting took place, as far as it is known: city, else country, else nothing."""
    return meeting.city or meeting.country or ""
