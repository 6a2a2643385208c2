"""Rules for dates and times of day in figures: 2019-02-27, 2/27/2019, 02/27/98 0802EST, 9 a.m. Monday, 18:40 GMT.

A date such as 3/4/2009 is two days until something tells which number is the month: `order_numbers` asks the article
(its other dates, its time zones), `values` the day of publication. Without an answer it stays both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summitry.extract.times import words as w
from summitry.extract.times.grammar import Found, Rule, rule
from summitry.extract.times.mention import TimeSpec

RULES: list[Rule] = []
FREE = r"(?<![\w$£€¥#.,/:@&+-])"
ZONE = (
    r"(?P<zone>GMT|UTC|UT|EST|EDT|ET|CET|CEST|CST|CDT|PST|PDT|PT|BST|MSK|IST|local_time|Moscow_time)(?:_?[+-]_?\d\d?)?"
)
ISO = r"(?P<year>(?:1\d|20)\d\d)[-/](?P<month>0\d|1[0-2])[-/](?P<day>[0-2]\d|3[01])"
SLASHED = r"(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<year>(?:19|20)\d\d|\d\d)"
STAMP = rf"(?:T|,?_)(?P<hour>[01]\d|2[0-3])(?:(?::?(?P<minute>[0-5]\d))(?::[0-5]\d)?)_?{ZONE}?"
CLOCK = rf"""(?:(?P<hour>[01]?\d)(?:[:.](?P<minute>[0-5]\d))?_?(?P<half>[ap])(?:m\b|\.m\.|\.m\b|\.?_m\.)
      |(?P<word>midnight|noon))(?:_(?P<open>\()?{ZONE}(?(open)\)))?"""
EITHER = "either"  # the name of a date whose day and month may be changed round


@rule(RULES, "DATE", "number", rf"{FREE}{ISO}(?![\w/-])")
def iso_date(match: re.Match[str]) -> TimeSpec | None:
    return _numeric(int(match["year"]), int(match["month"]), int(match["day"]))


@rule(RULES, "DATE", "number", rf"{FREE}{SLASHED}(?![\w/-]|[.,]\d)")
def numeric_date(match: re.Match[str]) -> TimeSpec | None:
    """Day first with full stops; with a slash or hyphen either, unless only one order makes a date."""
    a, b = int(match["a"]), int(match["b"])
    if (
        match["s"] != "/"
        and len(match["year"]) == 2
        and not (match["s"] == "-" and len(match["a"]) == 2 and b > 12 >= a)
    ):
        return None
    day_first = match["s"] == "." or a > 12
    spec = _numeric(w.year_value(match["year"]), b if day_first else a, a if day_first else b)
    return replace(spec, name=EITHER) if spec and match["s"] != "." and max(a, b) <= 12 and a != b else spec


@rule(RULES, "TIME", "number", rf"{FREE}{ISO}{STAMP}(?![\w/-])")
def iso_stamp(match: re.Match[str]) -> TimeSpec | None:
    return _stamped(iso_date(match), match)


@rule(RULES, "TIME", "number", rf"{FREE}{SLASHED}{STAMP}(?![\w/-])")
def numeric_stamp(match: re.Match[str]) -> TimeSpec | None:
    """The stamps of wires: 02/27/98 0802EST, 27/02/1998 08:02."""
    return _stamped(numeric_date(match), match)


@rule(RULES, "TIME", "clock",
      rf"""(?<![\w.,:$€£-]){CLOCK},?_(?:(?P<weekday>{w.WEEKDAY})|(?P<day>today|tomorrow|yesterday)\b)
      (?!,?_{w.MONTH})""")  # fmt: skip
def clock_day(match: re.Match[str]) -> TimeSpec | None:
    """ "9 a.m. Monday", "midnight Wednesday": one time; joined by a preposition they are two."""
    hour, minute = clock_time(match)
    if hour is None:
        return None
    zone = w.ZONES.get((match["zone"] or "").upper())
    if match["weekday"]:
        return TimeSpec(kind="weekday", weekday=w.weekday_number(match["weekday"]), hour=hour, minute=minute, zone=zone)
    shift = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["day"]]
    return TimeSpec(kind="unit", unit="day", shift=shift, hour=hour, minute=minute, zone=zone)


@rule(RULES, "TIME", "clock", rf"(?<![\w.,:$€£-]){CLOCK}", any_case=True)
def clock_half(match: re.Match[str]) -> TimeSpec | None:
    hour, minute = clock_time(match)
    if hour is None:
        return None
    zone = w.ZONES.get((match["zone"] or "").upper())
    return TimeSpec(kind="clock", hour=hour, minute=minute, zone=zone, name=match["word"] and match["word"].lower())


def clock_time(match: re.Match[str]) -> tuple[int | None, int]:
    """Hour (0 to 24) and minute of a clock time with a.m. or p.m., noon or midnight; None for an hour above 12."""
    if match["word"]:
        return (24 if match["word"].lower() == "midnight" else 12), 0
    hour = int(match["hour"])
    return (hour % 12 + (12 if match["half"].lower() == "p" else 0) if hour <= 12 else None), int(match["minute"] or 0)


@rule(
    RULES,
    "TIME",
    "number",
    rf"""(?<![\w.,:$€£-])(?P<hour>[01]?\d|2[0-4])[:.]?(?P<minute>[0-5]\d)(?:_?hours|_?hrs|h)?
      _?(?P<open>\()?{ZONE}(?(open)\))""",
)
def clock_zone(match: re.Match[str]) -> TimeSpec | None:
    zone = w.ZONES.get((match["zone"] or "").upper())
    return TimeSpec(kind="clock", hour=int(match["hour"]), minute=int(match["minute"]), zone=zone)


@rule(
    RULES,
    "TIME",
    "number",
    r"""\b(?:at|by|from|until|around|before|after)_(?P<span>(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d))
      (?![\w:-]|[.]\d)""",
)
def clock_plain(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="clock", hour=int(match["hour"]), minute=int(match["minute"]))


def _numeric(year: int, month: int, day: int) -> TimeSpec | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return TimeSpec(kind="date", year=year, month=month, day=day)


def _stamped(spec: TimeSpec | None, match: re.Match[str]) -> TimeSpec | None:
    if spec is None:
        return None
    zone = w.ZONES.get((match["zone"] or "").upper())
    return replace(spec, hour=int(match["hour"]), minute=int(match["minute"] or 0), zone=zone)


def order_numbers(found: Sequence[Found], text: str) -> list[Found]:
    """Settle which number is the month in dates like 3/4/2009, as far as the article tells."""
    if not any(f.spec.name == EITHER for f in found):
        return list(found)
    return [f._replace(spec=_ordered(f.spec, found, text)) if f.spec.name == EITHER else f for f in found]


def _ordered(spec: TimeSpec, found: Sequence[Found], text: str) -> TimeSpec:
    for ask in (_by_figures, _by_same_day, _by_zone, _by_habit):
        day_first = ask(spec, found, text)
        if day_first is not None:
            return replace(spec, name=None, **({"month": spec.day, "day": spec.month} if day_first else {}))
    return spec


def _one_of(day_first: bool, month_first: bool) -> bool | None:
    return None if day_first == month_first else day_first


def _by_figures(spec: TimeSpec, found: Sequence[Found], text: str) -> bool | None:
    """Another date in figures that can be read in one way only, as 27/2/2009."""
    sure = [text[f.start : f.end] for f in found if f.rule.startswith("numeric") and f.spec.name != EITHER]
    heads = [int(m.group(1)) for words in sure if (m := re.match(r"(\d+)[/-]", words))]
    return _one_of(any(n > 12 for n in heads), any(n <= 12 for n in heads))


def _by_same_day(spec: TimeSpec, found: Sequence[Found], text: str) -> bool | None:
    """The same day written out elsewhere."""
    told = {(f.spec.month, f.spec.day) for f in found if f.spec.kind == "date" and f.spec.name != EITHER}
    return _one_of((spec.day, spec.month) in told, (spec.month, spec.day) in told)


def _by_zone(spec: TimeSpec, found: Sequence[Found], text: str) -> bool | None:
    """Zones of the United States, where the month stands first."""
    return False if re.search(r"\b(?:[ECMP][SD]T|[ap]\.m\. ET)\b|(?<=\d)[ECMP][SD]T\b", text) else None


def _by_habit(spec: TimeSpec, found: Sequence[Found], text: str) -> bool | None:
    """How the article orders the days it writes out: 3 April or April 3."""
    rules = {f.rule for f in found if f.spec.day is not None}
    return _one_of("day_month" in rules, "month_day" in rules)
